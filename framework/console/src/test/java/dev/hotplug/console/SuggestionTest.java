package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestionTest {

    private static final List<String> IDS = List.of("greeter", "text", "http-status");

    @Test
    void nearest_misspelt_isFound() {
        assertThat(Suggestion.nearest("greter", IDS)).contains("greeter");
        assertThat(Suggestion.nearest("txt", IDS)).contains("text");
        assertThat(Suggestion.nearest("http_status", IDS)).contains("http-status");
    }

    @Test
    void nearest_somethingElse_isNotGuessed() {
        assertThat(Suggestion.nearest("clock", IDS)).isEmpty();
        assertThat(Suggestion.nearest("", IDS)).isEmpty();
        assertThat(Suggestion.nearest("greeter", List.of())).isEmpty();
    }

    @Test
    void nearest_begun_isFoundIfItIsTheOnlyOne() {
        assertThat(Suggestion.nearest("un", List.of("load", "unload"))).contains("unload");
        assertThat(Suggestion.nearest("re", List.of("reload", "record"))).isEmpty();
        assertThat(Suggestion.nearest("u", List.of("load", "unload"))).isEmpty();
    }

    @Test
    void command_ofAnotherShell_isKnownHere() {
        assertThat(Suggestion.command("quit", List.of("plugin", "help", "exit"))).contains("exit");
        assertThat(Suggestion.command("quit", List.of("plugin", "help"))).isEmpty();
        assertThat(Suggestion.command("rmmod", List.of("plugin", "help"))).contains("plugin unload");
        assertThat(Suggestion.command("rmmod", List.of("load", "unload"))).contains("unload");
    }

    @Test
    void file_linkThatLeadsNowhere_isNotGuessedForItself(@TempDir Path directory) throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("greeter.jar"), Path.of("nowhere.jar"));

        assertThat(Suggestion.file(link)).isEmpty();
        Path other = Files.createFile(directory.resolve("greeter2.jar"));
        assertThat(Suggestion.file(link)).contains(other.toString());
    }

    @Test
    void among_nothingNear_addsNothing() {
        assertThat(Suggestion.among(IDS, "clock")).isEmpty();
        assertThat(Suggestion.among(IDS, "greter")).isEqualTo(" (did you mean greeter?)");
    }
}
