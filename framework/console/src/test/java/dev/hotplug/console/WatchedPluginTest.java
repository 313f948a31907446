package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.console.config.ConfigurationFile;
import dev.hotplug.console.dropin.DropInDirectory;
import dev.hotplug.console.dropin.DropInReport;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands know of a plugin because the directory that it came from is watched. */
class WatchedPluginTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;
    private final PluginHost host = PluginHost.builder().build();
    private DropInDirectory watched;
    private Session session;

    @BeforeEach
    void watch() throws Exception {
        // A file that was written just now would be left for later.
        Files.setLastModifiedTime(PluginJar.plugin("text", "1.0.0").write(directory.resolve("text.jar")),
                FileTime.fromMillis(1_000_000_000_000L));
        ConfigurationFile configuration = ConfigurationFile.in(directory);
        DropInReport report = new DropInReport();
        session = Session.own(host).with(directory, configuration, report);
        watched = new DropInDirectory(host, directory, configuration, report, line -> { });
        assertThat(watched.start()).isTrue();
    }

    @AfterEach
    void close() {
        watched.close();
        host.close();
    }

    private String answer(String line) {
        StringWriter out = new StringWriter();
        new Interpreter(session, new PrintWriter(out), new PrintWriter(out)).run(line);
        return out.toString();
    }

    private void awaitAnswer(String line, String part) {
        await().atMost(SOON).untilAsserted(() -> assertThat(answer(line)).contains(part));
    }

    @Test
    void info_afterTheFileWasRenamed_showsItsNewName() throws Exception {
        assertThat(answer("plugin info text")).contains(directory.resolve("text.jar").toString());

        Files.move(directory.resolve("text.jar"), directory.resolve("other.jar"));

        awaitAnswer("plugin info text", directory.resolve("other.jar").toString());
        assertThat(answer("plugin info text --json")).contains(directory.resolve("other.jar").toString())
                .doesNotContain("text.jar");
    }

    @Test
    void why_whereANewerFileFailed_saysThatAndWhatMayHelp() throws Exception {
        assertThat(answer("plugin why text")).hasLineCount(1);

        SamplePlugins.failing("text", "1.1.0").write(directory.resolve("text.jar"));

        awaitAnswer("plugin why text", "holds text 1.1.0");
        assertThat(answer("plugin why text").lines().toList()).satisfiesExactly(
                line -> assertThat(line).startsWith("text 1.0.0 #").endsWith("and could be unloaded now"),
                line -> assertThat(line).startsWith(directory.resolve("text.jar") + " holds text 1.1.0, which does not"
                        + " run: START_FAILED: text 1.1.0: start failed: ")
                        .endsWith("(1.0.0 is back); it is tried again when it changes or is touched"));
        assertThat(host.plugin("text")).map(PluginInfo::version).contains("1.0.0");

        Files.writeString(directory.resolve("text.jar"), "no ZIP");
        awaitAnswer("plugin why text", "BAD_IMAGE: text.jar");
        assertThat(answer("plugin why text")).hasLineCount(2);
    }
}
