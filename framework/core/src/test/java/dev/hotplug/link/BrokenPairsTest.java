package dev.hotplug.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.PluginHost;
import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.fixture.Jar;
import dev.hotplug.fixture.Sources;
import dev.hotplug.model.LinkFinding;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plugins that were compiled against something else than what is there: what breaks is found before anything of
 * them runs, and a class loader that does not look first fails at run time as predicted.
 */
class BrokenPairsTest {

    private static final String STARTED = "broken.pair";

    @TempDir
    private Path directory;

    @AfterEach
    void forget() {
        System.clearProperty(STARTED);
    }

    @ParameterizedTest
    @MethodSource("dev.hotplug.link.BrokenPair#all")
    void load_ofABrokenPair_isRefusedAsItWouldFail(BrokenPair pair) throws Exception {
        check(pair, 17);
    }

    @ParameterizedTest
    @MethodSource("dev.hotplug.link.BrokenPair#ofJava21")
    @EnabledForJreRange(min = JRE.JAVA_21)
    void load_ofABrokenPairWithPatterns_isRefusedAsItWouldFail(BrokenPair pair) throws Exception {
        check(pair, 21);
    }

    private void check(BrokenPair pair, int release) throws Exception {
        Map<String, byte[]> before = Sources.compile(pair.before().toArray(String[]::new));
        Map<String, byte[]> after = Sources.compile(pair.after().toArray(String[]::new));
        Map<String, byte[]> plugin = Sources.compile(release, before, pair.plugin());
        Path sound = jar("sound.jar", before, "text", "1.0.0");
        Path broken = jar("broken.jar", after, "text", "2.0.0");
        Path greeter = jar("greeter.jar", plugin, "greeter", "1.4.0");

        assertThat(catchThrowable(() -> run(sound, greeter))).as("against what it was compiled for").isNull();
        assertThat(System.clearProperty(STARTED)).isEqualTo("started");
        assertThat(rootOf(catchThrowable(() -> run(broken, greeter))).getClass().getSimpleName())
                .as("what a plain class loader fails with").isEqualTo(pair.error());
        System.clearProperty(STARTED);

        assertThat(link(plugin, after)).as("findings").singleElement().satisfies(finding -> {
            assertThat(finding.sentence()).startsWith(pair.text()).contains("; used by " + pair.use())
                    .endsWith(" (" + pair.error() + ")");
            assertThat(finding.kind()).isEqualTo(pair.kind());
            assertThat(finding.uses()).extracting(LinkFinding.Use::toString).contains(pair.use());
        });
        try (PluginHost host = PluginHost.builder().workDirectory(directory.resolve("work")).build()) {
            host.load(broken);
            PluginException refusal = catchThrowableOfType(PluginException.class, () -> host.load(greeter));
            assertThat(refusal.reason()).isEqualTo(Reason.UNRESOLVED_SYMBOL);
            assertThat(refusal).hasMessageStartingWith("greeter 1.4.0: does not link: " + pair.text());
        }
        assertThat(System.getProperty(STARTED)).as("nothing was started").isNull();
    }

    private static void run(Path... jars) throws Exception {
        URL[] urls = {jars[0].toUri().toURL(), jars[1].toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, Plugin.class.getClassLoader())) {
            ((Plugin) loader.loadClass("com.acme.greeter.GreeterPlugin").getConstructor().newInstance()).start(null);
        }
    }

    /** A record pattern wraps whatever an accessor throws. */
    private static Throwable rootOf(Throwable thrown) {
        assertThat(thrown).as("failure of a plain class loader").isNotNull();
        return thrown.getClass().getSimpleName().equals("MatchException") ? thrown.getCause() : thrown;
    }

    private static List<LinkFinding> link(Map<String, byte[]> plugin, Map<String, byte[]> text) {
        return new Linking().own(plugin)
                .requires(Linking.exporter(1, "text 2.0.0", Set.of("com.acme.text"), text)).findings();
    }

    private Path jar(String file, Map<String, byte[]> classes, String id, String version) throws IOException {
        Jar jar = new Jar().with(classes);
        if (id.equals("text")) {
            jar.with(Sources.compile("package com.acme.text; public class TextPlugin implements dev.hotplug.api.Plugin "
                    + "{ public void start(dev.hotplug.api.PluginContext context) { } public void stop() { } }"));
            jar.manifest("Plugin-Id: text", "Plugin-Version: " + version, "Plugin-Class: com.acme.text.TextPlugin",
                    "Plugin-Exports: com.acme.text");
        } else {
            jar.manifest("Plugin-Id: greeter", "Plugin-Version: " + version,
                    "Plugin-Class: com.acme.greeter.GreeterPlugin", "Plugin-Requires: text@[1,3)");
        }
        return Files.write(directory.resolve(file), jar.bytes());
    }
}
