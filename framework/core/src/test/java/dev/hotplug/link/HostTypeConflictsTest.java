package dev.hotplug.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.PluginHost;
import dev.hotplug.fixture.Jar;
import dev.hotplug.fixture.Sources;
import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Kind;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkPlan.Exporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that shares {@code com.acme.spi}, whose types name what the host has, but does not share. */
class HostTypeConflictsTest {

    private static final String SHARED = "com.acme.spi";
    private static final Map<String, byte[]> LOG = Sources.compile("package com.acme.log; public class Log { }");
    private static final Map<String, byte[]> SPI = Sources.compile(LOG,
            "package com.acme.spi; public interface Spi { default void log(com.acme.log.Log log) { } "
                    + "default int count(String text) { return 1; } }",
            "package com.acme.spi; public class Tool extends com.acme.base.Base { public Tool() { } "
                    + "public Tool(com.acme.log.Log log) { } public static com.acme.log.Log[] logs; }",
            "package com.acme.base; public class Base { protected com.acme.log.Log log() { return null; } }",
            "package com.acme.spi; public interface Sink { void accept(com.acme.log.Log log); }");
    private static final Map<String, byte[]> SPI_AND_LOG = new TreeMap<>(SPI);

    static {
        SPI_AND_LOG.putAll(LOG);
    }

    private final HostClasses host = new HostClasses(new Application(SPI_AND_LOG), Set.of(SHARED));

    private static Map<String, byte[]> plugin(String source) {
        return Sources.compile(SPI_AND_LOG, "package com.acme.greeter; import com.acme.log.*; import com.acme.spi.*; " + source);
    }

    private static Linking withLog(Map<String, byte[]> plugin) {
        return new Linking().own(plugin).library("lib/log.jar", LOG);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "class A { void run(Spi spi) { spi.log(null); } }",
        "class A implements Spi { public void log(Log log) { } }",
        "class A { Sink sink = log -> { }; }",
        "class A { Object tool = new Tool(null); }",
        "class A { Object logs = Tool.logs; }",
        "class A extends Tool { Object o = log(); }",
        "class A extends Tool { protected Log log() { return null; } }"})
    void link_memberOfTheHostThatNamesWhatThePluginBrings_isRefusedForEachPlugin(String source) {
        Map<String, byte[]> plugin = plugin(source);
        // The second is told of what was noted of the first.
        for (int i = 0; i < 3; i++) {
            assertThat(withLog(plugin).findings(host)).as("plugin " + i).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.STRUCTURAL);
                assertThat(finding.kind()).isEqualTo(Kind.TYPE_CONFLICT);
                assertThat(finding.sentence()).startsWith("com.acme.log.Log would be seen through two providers: com.acme.")
                        .contains(" has it from the host's class path, greeter 1.4.0 has it from lib/log.jar; have the "
                                + "host share com.acme.log");
            });
        }
    }

    @Test
    void link_overriddenByASuperClassOfTheImplementor_isRefused() {
        Map<String, byte[]> plugin = plugin("class A extends B implements Spi { } class B { public void log(Log log) { } }");
        assertThat(withLog(plugin).findings(host)).extracting(LinkFinding::kind).containsExactly(Kind.TYPE_CONFLICT);
    }

    @Test
    void link_afterAPluginWithoutTheType_isRefusedAllTheSame() {
        Map<String, byte[]> plugin = plugin("class A { void run(Spi spi) { spi.log(null); } }");
        assertThat(new Linking().own(plugin).findings(host)).isEmpty();
        assertThat(withLog(plugin).findings(host)).hasSize(1);
    }

    @Test
    void link_typeFromAPlugin_isRefused() {
        Exporter log = Linking.exporter(1, "log 1.0.0", Set.of("com.acme.log"), LOG);
        Map<String, byte[]> plugin = plugin("class A { void run(Spi spi) { spi.log(null); } }");
        assertThat(new Linking().own(plugin).requires(log).findings(host)).singleElement().asString()
                .contains("greeter 1.4.0 has it from log 1.0.0");
    }

    @Test
    void link_membersThatNameNoneOfIt_areSound() {
        Map<String, byte[]> plugin = plugin("class A implements Spi { Log log; Object tool = new Tool(); "
                + "public int count(String text) { return Spi.super.count(text); } }");
        assertThat(withLog(plugin).findings(host)).isEmpty();
    }

    @Test
    void link_typeThatTheHostHasNotOrShares_isSound() {
        Map<String, byte[]> plugin = plugin("class A implements Spi { public void log(Log log) { } }");
        HostClasses without = new HostClasses(new Application(SPI), Set.of(SHARED));
        assertThat(withLog(plugin).findings(without)).isEmpty();
        HostClasses sharing = new HostClasses(new Application(SPI_AND_LOG), Set.of(SHARED, "com.acme.log"));
        assertThat(new Linking().own(plugin).findings(sharing)).isEmpty();
    }

    /** Without the check the load succeeds, and the call ends in a LinkageError, now or in the host's own code. */
    @Test
    void load_typeOfTheHostThatThePluginBrings_isRefused(@TempDir Path directory) throws IOException {
        try (PluginHost app = PluginHost.builder().hostClassLoader(new Application(SPI_AND_LOG)).sharePackages(SHARED)
                .workDirectory(directory.resolve("work")).build()) {
            app.load(jar(directory, "sound", "new Tool(); ((Spi) new Spi() { }).count(String.valueOf(new Log()));"));
            for (String id : List.of("first", "second")) {
                Path jar = jar(directory, id, "((Spi) new Spi() { }).log(new Log());");
                assertThatThrownBy(() -> app.load(jar)).hasMessageContaining("com.acme.spi.Spi.log(Log) of the host has it "
                        + "from the host's class path, " + id + " 1.0.0 has it from itself");
            }
        }
    }

    private static Path jar(Path directory, String id, String body) throws IOException {
        Jar jar = new Jar().manifest("Plugin-Id: " + id, "Plugin-Version: 1.0.0", "Plugin-Class: com.acme.greeter.Entry")
                .with(LOG).with(plugin("public class Entry implements dev.hotplug.api.Plugin { public void start("
                        + "dev.hotplug.api.PluginContext context) { " + body + " } public void stop() { } }"));
        return Files.write(directory.resolve(id + ".jar"), jar.bytes());
    }

    /** The class loader of an application. */
    private static final class Application extends ClassLoader {

        private final Map<String, byte[]> classes;

        Application(Map<String, byte[]> classes) {
            super(HostTypeConflictsTest.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name.replace('.', '/') + ".class");
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            byte[] bytes = classes.get(name);
            return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
        }
    }
}
