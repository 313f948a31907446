package dev.hotplug.console.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.LoadOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand in the file, and what is said of everything else. */
class ConfigurationFileTest {

    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    private ConfigurationFile file(String text) throws Exception {
        Files.writeString(directory.resolve(ConfigurationFile.NAME), text);
        return ConfigurationFile.in(directory);
    }

    private Configuration read(String text) throws Exception {
        ConfigurationFile file = file(text);
        file.read();
        return file.current();
    }

    @Test
    void read_allSections_keepsTheirOrderAndTheTextAsItWasWritten() throws Exception {
        Configuration configuration = read("""
                # of this machine
                aliases:
                  hello: greeter
                blocklist: [debugger, on]
                parameters:
                  greeter: {word: Moin, times: 1.10, loud: no, empty: ''}
                load-after:
                  greeter: [metrics, text]
                """);

        assertThat(configuration).isEqualTo(new Configuration(Map.of("hello", "greeter"), Set.of("debugger", "on"),
                Map.of("greeter", Map.of("word", "Moin", "times", "1.10", "loud", "no", "empty", "")),
                Map.of("greeter", List.of("metrics", "text"))));
        assertThat(configuration.parameters().get("greeter").keySet())
                .containsExactly("word", "times", "loud", "empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n", "{}", "aliases:\nblocklist:\nparameters:\nload-after:\n"})
    void read_ofNothing_isEmpty(String text) throws Exception {
        assertThat(read(text)).isEqualTo(Configuration.EMPTY);
    }

    @Test
    void read_theExampleInTheReadme_isSound() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../../README.md")));
        assertThat(example.find()).isTrue();

        assertThat(read(example.group(1)).isWithoutTerms()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "alias: {a: b}          | 1: unknown key alias; expected one of aliases, blocklist, parameters, load-after "
                + "(did you mean aliases?)",
        "aliases: {}~blocklst: x| 2: unknown key blocklst; expected one of aliases, blocklist, parameters, load-after "
                + "(did you mean blocklist?)",
        "other: {}              | 1: unknown key other; expected one of aliases, blocklist, parameters, load-after",
        "a                      | 1: the file: expected a mapping, as key: value, found the text a",
        "- a                    | 1: the file: expected a mapping, as key: value, found a list",
        "aliases: [a]           | 1: aliases: expected a mapping, as key: value, found a list",
        "aliases:~  a: [b]      | 2: aliases: a: expected text, found a list",
        "aliases:~  a:          | 2: aliases: a: expected text, found nothing; write '' for empty text",
        "aliases:~  a: b~  b: c | 2: aliases: a: expected an id, found the alias b",
        "aliases:~  a: b~  a: c | 3: aliases: a is there twice",
        "aliases: {}~aliases: {}| 2: the file: aliases is there twice",
        "aliases: {[a]: b}      | 1: aliases: expected text, found a list",
        "blocklist: a           | 1: blocklist: expected a list, as [a, b], found the text a",
        "blocklist: {a: b}      | 1: blocklist: expected a list, as [a, b], found a mapping",
        "blocklist:~- a~- {b: c}| 3: blocklist: expected text, found a mapping",
        "parameters:~  a: b     | 2: parameters of a: expected a mapping, as key: value, found the text b",
        "parameters:~  a: {b: }  | 2: parameters of a: b: expected text, found nothing; write '' for empty text",
        "load-after: {a: b}     | 1: load-after of a: expected a list, as [a, b], found the text b",
        "load-after: {a: [b, a]}| 1: load-after of a: it cannot come after itself",
        "aliases: {~            | 2: is not YAML: expected the node content, but found '<stream end>'",
        "aliases:~\tb: c        | 2: is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use "
                + "\\t(TAB) for indentation)",
        "aliases: *a            | 1: is not YAML: found undefined alias a",
    })
    void read_somethingElse_namesTheLine(String text, String complaint) throws Exception {
        ConfigurationFile file = file(text.replace('~', '\n'));

        assertThatThrownBy(file::read).isInstanceOf(ConfigurationException.class)
                .hasMessage(directory.resolve("plugins.yaml") + ":" + complaint);
    }

    @Test
    void read_twoDocuments_isRefused() throws Exception {
        assertThatThrownBy(file("--- {}\n--- {}\n")::read).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(directory.resolve("plugins.yaml") + ":").hasMessageContaining("is not YAML");
    }

    @Test
    void read_otherThanText_isRefused() throws Exception {
        Path path = directory.resolve("plugins.yaml");
        assertThatThrownBy(file("[".repeat(500_000))::read).isInstanceOf(ConfigurationException.class);
        Files.write(path, "aliases: {a: \u00e4}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(ConfigurationFile.in(directory)::read).hasMessage(path + ": is not UTF-8; write it in that");
        Files.write(path, new byte[(1 << 20) + 1]);
        assertThatThrownBy(ConfigurationFile.in(directory)::read)
                .hasMessage(path + ": expected at most 1048576 bytes, found 1048577");
        Files.delete(path);
        Files.createDirectory(path);
        assertThatThrownBy(ConfigurationFile.in(directory)::read).hasMessage(path + ": cannot be read: is a directory");
    }

    @Test
    void reread_ofABadFile_keepsWhatWasInForceAndSaysWhy() throws Exception {
        ConfigurationFile file = file("blocklist: [a]");
        file.read();

        file("blocklist: a");
        assertThat(file.reread()).isFalse();
        assertThat(file.current().blocklist()).containsExactly("a");
        assertThat(file.problem()).hasValueSatisfying(line -> assertThat(line).contains("plugins.yaml:1: blocklist"));

        file("blocklist: [a]");
        assertThat(file.reread()).isFalse();
        assertThat(file.problem()).isEmpty();

        Files.delete(directory.resolve("plugins.yaml"));
        assertThat(file.reread()).isTrue();
        assertThat(file.current()).isEqualTo(Configuration.EMPTY);
    }

    @Test
    void options_thatWereGiven_countMore() throws Exception {
        Configuration configuration = read("parameters: {greeter: {word: Moin, times: 2}}\nload-after: {greeter: [b]}");

        LoadOptions options = configuration.options("greeter", LoadOptions.defaults().parameter("word", "Hi"));

        assertThat(options.parameters()).isEqualTo(Map.of("word", "Hi", "times", "2"));
        assertThat(options.after()).containsExactly("b");
    }
}
