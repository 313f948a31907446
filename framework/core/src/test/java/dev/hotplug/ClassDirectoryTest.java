package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.ClassOwner.Source;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassDirectoryTest {

    private static final PluginJar LIBRARY = PluginJar.withoutDescriptor()
            .source("package lib.deep; public class Tool { }").source("package lib; public class Toolbox { }");

    @TempDir
    private Path directory;
    private PluginHost host;

    @BeforeEach
    void open() {
        host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                .sharePackages(Probe.class.getPackageName()).build();
        load("text", PluginJar.plugin("text", "1.2.0").exportsPackages("acme.text")
                .source("package acme.text; public class Text { public static class Inner { } }")
                .source("package acme.text.internal; public class Hidden { }").library("tools.jar", LIBRARY));
        load("greeter", PluginJar.plugin("greeter", "1.0.0").requires("text").library("tools.jar", LIBRARY));
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void ownersOf_anExportedClass_namesItsPluginAndItsImporters() {
        ClassOwner text = new ClassOwner("acme.text.Text", Source.PLUGIN, "text 1.2.0", "", List.of("greeter"));

        assertThat(owners("acme.text.Text")).containsExactly(text);
        assertThat(owners("acme.text.Text$Inner")).extracting(ClassOwner::importedBy)
                .containsExactly(List.of("greeter"));
        assertThat(owners("acme.text.internal.Hidden")).extracting(ClassOwner::importedBy).containsExactly(List.of());
    }

    @Test
    void ownersOf_aClassOfALibraryInTwoPlugins_namesBoth() {
        assertThat(owners("lib.deep.Tool")).containsExactly(
                new ClassOwner("lib.deep.Tool", Source.PLUGIN, "text 1.2.0", "lib/tools.jar", List.of()),
                new ClassOwner("lib.deep.Tool", Source.PLUGIN, "greeter 1.0.0", "lib/tools.jar", List.of()));
    }

    @Test
    void ownersOf_aPackage_namesThoseBelowItToo() {
        assertThat(owners("acme")).extracting(ClassOwner::name).containsExactly("acme.text", "acme.text.internal");
        assertThat(owners("lib")).extracting(owner -> owner.name() + " " + owner.plugin() + " " + owner.library())
                .containsExactly("lib text 1.2.0 lib/tools.jar", "lib.deep text 1.2.0 lib/tools.jar",
                        "lib greeter 1.0.0 lib/tools.jar", "lib.deep greeter 1.0.0 lib/tools.jar");
        assertThat(owners("acme.te")).isEmpty();
    }

    @Test
    void ownersOf_whatNoPluginDefines_namesTheJdkTheApiOrTheHost() {
        assertThat(owners("java.util.List")).containsExactly(of("java.util.List", Source.JDK));
        assertThat(owners("java.sql")).containsExactly(of("java.sql", Source.JDK));
        assertThat(owners("dev.hotplug.api.Plugin")).containsExactly(of("dev.hotplug.api.Plugin", Source.API));
        assertThat(owners(Probe.class.getName())).containsExactly(of(Probe.class.getName(), Source.HOST));
        for (String nobody : List.of("java.util.Lisst", "nowhere.X", "X", "", ".", "META-INF")) {
            assertThat(owners(nobody)).as(nobody).isEmpty();
        }
    }

    @Test
    void ownersOf_anUnloadedPluginsClass_isEmpty() {
        host.unload("greeter");
        host.unload("text");

        assertThat(owners("acme.text.Text")).isEmpty();
    }

    @Test
    void exportedPackages_countTypesAndNameImporters() {
        assertThat(host.classes().exportedPackages()).containsExactly(
                new ClassDirectory.ExportedPackage("acme.text", "text 1.2.0", 2, List.of("greeter")));
    }

    private List<ClassOwner> owners(String name) {
        return host.classes().ownersOf(name);
    }

    private static ClassOwner of(String name, Source source) {
        return new ClassOwner(name, source, "", "", List.of());
    }

    private void load(String id, PluginJar plugin) {
        host.load(plugin.write(directory.resolve(id + ".jar")));
    }
}
