package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each answer has the shape of its example in {@code JSON.md}. */
class JsonAnswersTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- json: ([a-z]+) -->\n```json\n(.*?)\n```", Pattern.DOTALL);

    private final Map<String, JsonObject> examples = new TreeMap<>();
    private TestConsole console;
    private String text;
    private String greeter;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        console = new TestConsole(directory);
        text = console.jar("text", SamplePlugins.TEXT);
        greeter = console.jar("greeter", SamplePlugins.GREETER);
        Matcher found = EXAMPLE.matcher(Files.readString(Path.of("JSON.md")));
        while (found.find()) {
            examples.put(found.group(1), JsonParser.parseString(found.group(2)).getAsJsonObject());
        }
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void answers_ofEveryCommand_haveTheShapeOfTheirExample() throws Exception {
        expect("load", 1, "plugin load --json " + text + " " + greeter + " word=Hi /nowhere/a.jar " + text);
        expect("list", 0, "plugin list --json");
        expect("info", 0, "plugin info --json greeter");
        expect("info", 0, "plugin info --json " + greeter, "symbols", "imports");
        expect("rehearsal", 1, "plugin load --dry-run --json " + console.jar("broken", SamplePlugins.BROKEN),
                "needs", "findings", "refusals");
        expect("upgrade", 1, "plugin deps --json --upgrade " + console.jar("new", SamplePlugins.text("2.0.0")));
        expect("packages", 0, "plugin symbols --packages --json", "importedBy");
        expect("owner", 0, "plugin owner --json com.acme.text.Text");
        expect("owner", 0, "plugin owner --json java.lang.String", "importedBy");
        expect("record", 0, "plugin record --json " + greeter + " --against " + text);
        expect("deps", 0, "plugin deps --json");
        expect("deps", 0, "plugin deps --json greeter");
        expect("why", 0, "plugin why --json text");
        expect("param", 0, "plugin param --json greeter");
        expect("param", 0, "plugin param --json greeter word=Moin");
        console.configure("""
                aliases: {hello: greeter}
                blocklist: [debugger]
                parameters: {greeter: {word: Moin}}
                load-after: {greeter: [metrics]}
                """);
        expect("config", 0, "plugin config --json");
        expect("symbols", 0, "plugin symbols --json");
        expect("reload", 0, "plugin reload --json text " + console.jar("new", SamplePlugins.text("1.3.0")));
        expect("unload", 1, "plugin unload --json text greeter");
        expect("events", 0, "plugin events --json");
        expect("following", 0, "plugin events --json --since 5 --for 1ms");
        console.run("plugin unload --force text");
        expect("stats", 0, "plugin stats --json", "taints");
        expect("help", 0, "help --json plugin why");
        expect("help", 0, "help --json");
        console.run("plugin load " + text + " " + greeter);
        expect("refused", 1, "plugin reload --json greter");
        expect("misused", 2, "plugin lst --json");
        expect("misused", 2, "plugin list --json --sort x");
        expect("misused", 2, "help --json plugin lst");
    }

    @Test
    void refusals_inPartsOfACommand_areThereInTextAndInJson() {
        console.run("plugin load " + text + " " + greeter);

        JsonObject answer = answer(1, "plugin unload --json text");

        JsonObject error = answer.getAsJsonArray("plugins").get(0).getAsJsonObject().getAsJsonObject("error");
        assertThat(error.get("reason").getAsString()).isEqualTo("IN_USE");
        assertThat(error.getAsJsonObject("details").getAsJsonArray("dependents")).singleElement()
                .hasToString("\"greeter\"");
        assertThat(console.err()).singleElement().asString().startsWith("IN_USE: text 1.2.0");
    }

    @Test
    void reload_thatFails_saysWhyAndWhatIsThereNow() {
        console.run("plugin load " + text + " " + greeter);

        JsonObject answer = answer(1, "plugin reload --json text "
                + console.jar("bad", SamplePlugins.failing("text", "1.9.0")));

        assertThat(answer.get("replaced").getAsBoolean()).isFalse();
        assertThat(answer.getAsJsonObject("error").get("reason").getAsString()).isEqualTo("START_FAILED");
        assertThat(answer.getAsJsonObject("plugin").get("version").getAsString()).isEqualTo("1.2.0");
        assertThat(answer.getAsJsonArray("dependents")).hasSize(1);
    }

    @Test
    void answers_withoutPlugins_areDocumentsToo() {
        assertThat(answer(0, "plugin list --json").getAsJsonArray("plugins")).isEmpty();
        assertThat(answer(0, "plugin deps --json").getAsJsonArray("edges")).isEmpty();
        assertThat(answer(0, "plugin symbols --json x").getAsJsonArray("symbols")).isEmpty();
        assertThat(answer(0, "plugin events --json").getAsJsonArray("events")).isEmpty();
        assertThat(answer(0, "plugin stats --json").get("lastUnloaded").isJsonNull()).isTrue();
        assertThat(answer(0, "plugin why --json x").get("plugin").isJsonNull()).isTrue();
        assertThat(answer(1, "plugin info --json '\u0000'")).isNotNull();
    }

    private void expect(String example, int code, String line, String... mayBeEmpty) {
        assertThat(examples).containsKey(example);
        compare(line, examples.get(example), answer(code, line), Pattern.compile(
                "\\.(" + String.join("|", mayBeEmpty.length == 0 ? new String[] {"-"} : mayBeEmpty) + ")"));
    }

    private JsonObject answer(int code, String line) {
        assertThat(console.run(line)).as(line + ": " + console.err()).isEqualTo(code);
        assertThat(console.out()).as(line).isNotEmpty();
        return JsonParser.parseString(console.out().get(0)).getAsJsonObject();
    }

    /** The same fields with values of the same kind; what is {@code null} says nothing. */
    private static void compare(String where, JsonElement example, JsonElement found, Pattern mayBeEmpty) {
        if (example.isJsonNull() || found.isJsonNull()) {
            return;
        }
        assertThat(found.getClass()).as(where).isEqualTo(example.getClass());
        if (example instanceof JsonObject fields) {
            JsonObject other = found.getAsJsonObject();
            if (!where.endsWith(".details")) {
                assertThat(other.keySet()).as(where).isEqualTo(fields.keySet());
                fields.entrySet().forEach(field ->
                        compare(where + "." + field.getKey(), field.getValue(), other.get(field.getKey()), mayBeEmpty));
            }
        } else if (example instanceof JsonArray elements && !elements.isEmpty()) {
            JsonArray others = found.getAsJsonArray();
            boolean excused = mayBeEmpty.matcher(where).find()
                    || where.matches(".*\\.(uses|usedBy|packages|symbols|requires|dependents)");
            assertThat(others.isEmpty() && !excused).as(where + " is empty").isFalse();
            others.forEach(other -> compare(where + "[]", elements.get(0), other, mayBeEmpty));
        } else if (example.isJsonPrimitive()) {
            JsonPrimitive wanted = example.getAsJsonPrimitive();
            assertThat(found.getAsJsonPrimitive().isString()).as(where).isEqualTo(wanted.isString());
            assertThat(found.getAsJsonPrimitive().isNumber()).as(where).isEqualTo(wanted.isNumber());
        }
    }
}
