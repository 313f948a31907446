package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
    void among_nothingNear_addsNothing() {
        assertThat(Suggestion.among(IDS, "clock")).isEmpty();
        assertThat(Suggestion.among(IDS, "greter")).isEqualTo(" (did you mean greeter?)");
    }
}
