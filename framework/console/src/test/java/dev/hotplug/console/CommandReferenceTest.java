package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code -Dreadme.update} writes the section, and the client's help, instead of comparing them. */
class CommandReferenceTest {

    private static final Path README = Path.of("../../README.md");

    @Test
    void helpOfTheClient_isThatOfTheCommands() throws IOException {
        Path file = Path.of("src/main/resources/dev/hotplug/console/client/help.txt");
        String expected;
        try (PluginHost host = PluginHost.builder().build()) {
            expected = CommandReference.help(host);
        }
        if (System.getProperty("readme.update") != null) {
            Files.writeString(file, expected);
        }
        assertThat(file).as("-Dreadme.update writes it").content().isEqualTo(expected);
    }

    @Test
    void readme_listsTheCommandsAsTheyAre() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf(CommandReference.BEGIN) + CommandReference.BEGIN.length() + 1;
        int end = readme.indexOf(CommandReference.END);
        assertThat(end).as("the marks of the section").isGreaterThanOrEqualTo(begin);
        String expected;
        try (PluginHost host = PluginHost.builder().build()) {
            expected = CommandReference.text(host);
        }
        if (System.getProperty("readme.update") != null) {
            Files.writeString(README, readme.substring(0, begin) + expected + readme.substring(end));
            return;
        }
        assertThat(readme.substring(begin, end))
                .withFailMessage(() -> "The README shows other commands than there are; -Dreadme.update"
                        + " writes them, or paste between the marks:\n\n" + expected)
                .isEqualTo(expected);
    }
}
