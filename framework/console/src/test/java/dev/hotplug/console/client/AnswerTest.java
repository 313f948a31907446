package dev.hotplug.console.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client reads and writes by hand, held against a library. */
class AnswerTest {

    @Test
    void read_everyEscape_isUnderstood() {
        Answer answer = Answer.read("{\"out\":\"a\\n\\t\\r\\b\\f\\\"\\\\\\/\\u00e4\\ud83d\\ude00 z\"}");

        assertThat(answer.field("out")).isEqualTo("a\n\t\r\b\f\"\\/\u00e4\ud83d\ude00 z");
        assertThat(answer.field("err")).isNull();
    }

    @Test
    void read_fieldsThatAreNotKnown_areSkipped() {
        Answer answer = Answer.read(" { \"later\" : null , \"more\":true,\"n\":-1.5e+3 , \"exit\" : 2 } \r");

        assertThat(answer.field("exit")).isEqualTo("2");
        assertThat(answer.field("n")).isEqualTo("-1.5e+3");
        assertThat(Answer.read("{}").field("exit")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "}", "[]", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":\"", "{\"a\":\"\\",
        "{\"a\":1}x", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":[1]}", "{\"a\":1,}", "{\"a\":\"\u0001\"}"})
    void read_anythingElse_isRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> Answer.read(line)).withMessageContaining("no flat JSON");
    }

    @Test
    void read_whatALibraryWrote_givesItBack() {
        Random random = new Random(4711);
        for (int round = 0; round < 1000; round++) {
            String text = text(random);
            JsonObject object = new JsonObject();
            object.addProperty("out", text);
            object.addProperty("exit", round);

            Answer answer = Answer.read(object.toString());

            assertThat(answer.field("out")).isEqualTo(text);
            assertThat(answer.field("exit")).isEqualTo(String.valueOf(round));
        }
    }

    @Test
    void line_readByALibrary_givesTheArgumentsBack() {
        Random random = new Random(4711);
        for (int round = 0; round < 1000; round++) {
            String word = text(random);

            String line = Request.line(new String[] {"plugin", word}, "/a \"b\"", 120, true);

            assertThat(line).endsWith("}\n").matches("[^\\n]*\\n");
            JsonObject request = JsonParser.parseString(line).getAsJsonObject();
            assertThat(request.get("hotplug").getAsInt()).isEqualTo(1);
            assertThat(request.get("arguments").getAsJsonArray().get(1).getAsString()).isEqualTo(word);
            assertThat(request.get("directory").getAsString()).isEqualTo("/a \"b\"");
            assertThat(request.get("width").getAsInt()).isEqualTo(120);
            assertThat(request.get("colors").getAsBoolean()).isTrue();
        }
    }

    /** Letters of all kinds, half pairs included. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(20); length > 0; length--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
        }
        return text.toString();
    }
}
