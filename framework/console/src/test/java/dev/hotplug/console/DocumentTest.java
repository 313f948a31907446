package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class DocumentTest {

    @Test
    void toString_ofWhateverText_isAsciiThatReadsAsTheSame() {
        String text = "gr\u00fc\u00dft \"\u001b[2J\u009b \ud83d\ude00 \\ $1 \u2028";

        String json = new Document().put("text", text).toString();

        assertThat(json).matches("[ -~]+");
        assertThat(JsonParser.parseString(json).getAsJsonObject().get("text").getAsString()).isEqualTo(text);
    }
}
