package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.HostStatistics.Examined;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host looks up instead of finding it out again. Each session is a host of its own. */
class IndexedHostTest {

    private static final PluginJar TEXT = PluginJar.plugin("text", "1.2.0").exportsPackages("acme.text")
            .source("package acme.text; public class Text { public static String upper(String s) { return s; } }");
    private static final PluginJar GREETER = PluginJar.plugin("greeter", "1.0.0").requires("text")
            .entry("acme.Greeter").compiledAgainst(TEXT).source("""
                    package acme;
                    import dev.hotplug.api.*;
                    public final class Greeter implements Plugin {
                        @Override public void start(PluginContext context) {
                            context.export(String.class, acme.text.Text.upper("hi"));
                        }
                    }
                    """);

    @TempDir
    private Path directory;

    @Test
    void load_ofAnUnchangedPluginInTheNextHost_neitherScansNorLinks() {
        List<Path> jars = List.of(write("text", TEXT), write("greeter", GREETER));

        assertThat(session(jars)).isEqualTo(new Examined(2, 2, 0));
        assertThat(session(jars)).isEqualTo(new Examined(0, 0, 2));
        assertThat(session(jars)).isEqualTo(new Examined(0, 0, 2));
    }

    @Test
    void load_ofAChangedPlugin_scansItAlone() {
        List<Path> jars = List.of(write("text", TEXT), write("greeter", GREETER));
        session(jars);
        write("greeter", GREETER.variant(1));
        assertThat(session(jars)).isEqualTo(new Examined(1, 1, 1));

        write("text", TEXT.variant(1));
        assertThat(session(jars)).as("other bytes, the same API").isEqualTo(new Examined(1, 1, 1));
        assertThat(session(jars)).isEqualTo(new Examined(0, 0, 2));
    }

    @Test
    void load_againstAProviderThatLostAClass_isRefusedWhateverTheIndexSaidBefore() {
        Path greeter = write("greeter", GREETER);
        session(List.of(write("text", TEXT), greeter));
        Path without = write("text", PluginJar.plugin("text", "1.2.0").exportsPackages("acme.text")
                .source("package acme.text; public class Other { }"));

        for (int round = 0; round < 2; round++) {
            try (PluginHost host = host()) {
                host.load(without);
                assertThatThrownBy(() -> host.load(greeter)).isInstanceOfSatisfying(PluginException.class, refusal ->
                        assertThat(refusal.reason()).isEqualTo(Reason.UNRESOLVED_SYMBOL))
                        .hasMessageContaining("acme.text.Text").hasMessageContaining("text 1.2.0");
                assertThat(host.statistics().examined().indexHits()).as("a refusal is remembered too")
                        .isEqualTo(2L * round);
            }
        }
    }

    @Test
    void load_withAnotherPolicy_asksTheIndexAgain() {
        PluginJar library = PluginJar.withoutDescriptor().compiledAgainst(TEXT)
                .source("package lib; public class User { Object text = new acme.text.Text(); }");
        Path jar = write("lax", PluginJar.plugin("lax", "1.0.0").library("user.jar", library));
        session(List.of(jar));

        try (PluginHost host = host()) {
            assertThatThrownBy(() -> host.load(jar, LoadOptions.defaults().linkPolicy(LinkPolicy.STRICT)))
                    .isInstanceOf(PluginException.class).hasMessageContaining("acme.text.Text");
            host.load(jar);
            assertThat(host.statistics().examined()).isEqualTo(new Examined(0, 0, 2));
        }
    }

    @Test
    void describe_ofAKnownFile_doesNotScan() {
        Path text = write("text", TEXT);
        session(List.of(text));

        try (PluginHost host = host()) {
            assertThat(host.describe(text).exportedPackages()).containsExactly("acme.text");
            assertThat(host.statistics().examined()).isEqualTo(new Examined(0, 0, 0));
        }
    }

    /** Its directory, checksums included, is the one that the index knows. */
    @Test
    void load_ofAKnownPluginOfWhichOneByteIsDamaged_isRefused() throws IOException {
        Path text = write("text", TEXT);
        session(List.of(text));
        byte[] bytes = Files.readAllBytes(text);
        String name = "acme/text/Text.class";
        int header = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(name);
        bytes[header + name.length() + 40] ^= 1;
        Files.write(text, bytes);

        try (PluginHost host = host()) {
            assertThatThrownBy(() -> host.load(text)).isInstanceOfSatisfying(PluginException.class, refusal ->
                    assertThat(refusal.reason()).isEqualTo(Reason.BAD_IMAGE)).hasMessageContaining(name);
        }
    }

    @Test
    void load_withDamagedFiles_findsOutAgainAndReplacesThem() throws IOException {
        List<Path> jars = List.of(write("text", TEXT), write("greeter", GREETER));
        session(jars);
        for (Path file : indexFiles(directory.resolve("data/.index"))) {
            Files.write(file, new byte[100]);
        }

        assertThat(session(jars)).isEqualTo(new Examined(2, 2, 0));
        assertThat(session(jars)).isEqualTo(new Examined(0, 0, 2));
    }

    @Test
    void host_whoseIndexCannotBeMade_loadsAllTheSame() throws IOException {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data/.index"), "a file");

        assertThat(session(List.of(write("text", TEXT)))).isEqualTo(new Examined(1, 1, 0));
    }

    @Test
    void host_withoutDataDirectory_hasNoIndexUnlessOneIsSet() throws IOException {
        Path text = write("text", TEXT);
        for (int round = 0; round < 2; round++) {
            try (PluginHost host = PluginHost.builder().workDirectory(directory.resolve("work")).build()) {
                host.load(text);
                assertThat(host.statistics().examined()).isEqualTo(new Examined(1, 1, 0));
            }
        }
        Path index = directory.resolve("elsewhere");
        try (PluginHost host = PluginHost.builder().indexDirectory(index).build()) {
            host.load(text);
        }
        assertThat(indexFiles(index)).hasSize(1);
    }

    private PluginHost host() {
        return PluginHost.builder().workDirectory(directory.resolve("work"))
                .dataDirectory(directory.resolve("data")).build();
    }

    /** Loads the files with a host of its own. */
    private Examined session(List<Path> jars) {
        try (PluginHost host = host()) {
            assertThat(host.loadAll(jars)).allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
            return host.statistics().examined();
        }
    }

    private Path write(String name, PluginJar plugin) {
        return plugin.write(directory.resolve(name + ".jar"));
    }

    private static List<Path> indexFiles(Path index) {
        try (Stream<Path> files = Files.list(index)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
