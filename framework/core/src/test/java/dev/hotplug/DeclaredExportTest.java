package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code @Export} makes visible. */
class DeclaredExportTest {

    @TempDir
    private Path directory;
    private PluginHost host;

    @BeforeEach
    void open() {
        host = PluginHost.builder().workDirectory(directory.resolve("work")).build();
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void export_onTheEntryClass_isTheObjectThatWasStarted() {
        Path file = PluginJar.plugin("own", "1.0.0").entry("acme.Own").source("""
                package acme;
                import dev.hotplug.api.*;
                @Export(type = java.util.function.Supplier.class)
                public final class Own implements Plugin, java.util.function.Supplier<String> {
                    private static int made;
                    @Param private String word = "none";
                    private boolean started;
                    public Own() { made++; }
                    @Override public void start(PluginContext context) { started = true; }
                    @Override public String get() { return word + ", started " + started + ", made " + made; }
                }
                """).write(directory.resolve("own.jar"));

        host.load(file, LoadOptions.defaults().parameters(Map.of("word", "bound")));

        assertThat(host.service(Supplier.class).get()).isEqualTo("bound, started true, made 1");
    }

    @Test
    void export_onAnotherClass_isAnObjectOfItsOwn_madeBeforeTheStart() {
        Path file = PluginJar.plugin("other", "1.0.0").entry("acme.Entry").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Entry implements Plugin {
                    static String order = "";
                    public Entry() { order += "entry "; }
                    @Override public void start(PluginContext context) { order += "start"; }
                }
                """).source("""
                package acme;
                @dev.hotplug.api.Export
                final class Other implements java.util.function.Supplier<String> {
                    Other() { Entry.order += "other "; }
                    @Override public String get() { return Entry.order; }
                }
                """).write(directory.resolve("other.jar"));

        host.load(file);

        assertThat(host.service(Supplier.class).get()).isEqualTo("entry other start");
    }

    @Test
    void export_underABlankName_isRefused() {
        Path file = PluginJar.plugin("blank", "1.0.0").source("""
                package acme;
                @dev.hotplug.api.Export(name = " ")
                final class Blank implements Runnable { @Override public void run() { } }
                """).write(directory.resolve("blank.jar"));

        assertThatThrownBy(() -> host.load(file)).isInstanceOfSatisfying(PluginException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.BAD_DESCRIPTOR))
                .hasMessageContainingAll("blank.jar", "@Export on acme.Blank", "the name is blank");
    }
}
