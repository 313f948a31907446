package dev.hotplug.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.fixture.Jar;
import dev.hotplug.fixture.Sources;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Descriptor.DeclaredExport;
import dev.hotplug.model.Descriptor.DeclaredParameter;
import dev.hotplug.model.Limits;
import dev.hotplug.model.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorScannerTest {

    private static final String IMPORTS = "import dev.hotplug.api.*; ";

    private static final Map<String, byte[]> ANNOTATED = Sources.compile(
            "package com.acme; " + IMPORTS + """
            @PluginDescriptor(id = "greeter", version = "1.4.0", description = "greets", requires = {"text@[1.2,2)", "clock"})
            @Permanent
            public final class GreeterPlugin extends Base implements Plugin {
                @Param(description = "word", required = true, writable = true) private volatile String word = "Hello";
                @Param private int count;
                @Param(name = "limit") private void setTimeout(java.time.Duration value) { }
                @Param void setColor(Thread.State state) { }
                int noParameter;
                public void start(PluginContext context) { }
            }
            """,
            "package com.acme; " + IMPORTS
                    + "abstract class Base { @Param java.util.List<String> inherited; @Param void setColor(Thread.State state) { } }",
            "package com.acme.spi; " + "public interface Greeter { }",
            "@ExportPackage package com.acme.spi; import dev.hotplug.api.ExportPackage;",
            "package com.acme; " + IMPORTS + "@Export class Loud implements com.acme.spi.Greeter { }",
            "package com.acme; " + IMPORTS
                    + "@Export(type = Runnable.class, name = \"x\", ranking = -3) class Other implements Runnable, com.acme.spi.Greeter { public void run() { } }");

    private static final Map<String, byte[]> PLAIN = Sources.compile(
            "package com.acme; " + IMPORTS
                    + "public class Plain implements Plugin { @Param int a; public void start(PluginContext c) { } }",
            "package com.acme.text; public interface Text { }");

    @TempDir
    Path directory;

    private final DescriptorScanner scanner = new DescriptorScanner();

    private Image image(Jar jar) {
        return new ImageReader(Limits.DEFAULT).read(jar.write(directory.resolve("greeter.jar")));
    }

    private Descriptor scan(Jar jar) {
        return scanner.scan(image(jar));
    }

    private PluginException refused(Jar jar) {
        PluginException refusal = catchThrowableOfType(PluginException.class, () -> scan(jar));
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.BAD_DESCRIPTOR);
        assertThat(refusal).hasMessageStartingWith("greeter.jar: ");
        return refusal;
    }

    private static Jar annotated() {
        return new Jar().with(ANNOTATED);
    }

    private static Jar source(String source) {
        return new Jar().with(Sources.compile("package p; " + IMPORTS + source));
    }

    private static String plugin(String annotation) {
        return annotation + " public class P implements Plugin { public void start(PluginContext c) { } }";
    }

    @Test
    void scan_annotations_giveEverything() {
        Descriptor descriptor = scan(annotated());
        assertThat(descriptor.label()).isEqualTo("greeter 1.4.0");
        assertThat(descriptor.description()).isEqualTo("greets");
        assertThat(descriptor.entryClass()).isEqualTo("com.acme.GreeterPlugin");
        assertThat(descriptor.requires()).containsExactly(new Requirement("text", "[1.2,2)", false),
                new Requirement("clock", "", false));
        assertThat(descriptor.exportedPackages()).containsExactly("com.acme.spi");
        assertThat(descriptor.permanent()).isTrue();
        assertThat(descriptor.exports())
                .containsExactly(new DeclaredExport("com.acme.Loud", "com.acme.spi.Greeter", "", 0),
                new DeclaredExport("com.acme.Other", "java.lang.Runnable", "x", -3));
        assertThat(descriptor.parameters()).containsExactly(
                new DeclaredParameter("color", "State", "", false, false),
                new DeclaredParameter("count", "int", "", false, false),
                new DeclaredParameter("inherited", "List<String>", "", false, false),
                new DeclaredParameter("limit", "Duration", "", false, false),
                new DeclaredParameter("word", "String", "word", true, true));
    }

    @Test
    void scan_manifest_givesTheSame() {
        Descriptor descriptor = scan(new Jar().with(PLAIN).manifest("Plugin-Id: text", "Plugin-Version: 2.0.0",
                "Plugin-Class: com.acme.Plain",
                "Plugin-Description: some text", "Plugin-Requires: a@^1; b; c?@[1,2)", "Plugin-After: x, y",
                        "Plugin-Exports: com.acme.text, com.acme", "Plugin-Permanent: true"));
        assertThat(descriptor.label()).isEqualTo("text 2.0.0");
        assertThat(descriptor.entryClass()).isEqualTo("com.acme.Plain");
        assertThat(descriptor.requires()).containsExactly(new Requirement("a", "^1", false), new Requirement("b", "", false),
                new Requirement("c", "[1,2)", true));
        assertThat(descriptor.after()).containsExactly("x", "y");
        assertThat(descriptor.exportedPackages()).containsExactly("com.acme", "com.acme.text");
        assertThat(descriptor.permanent()).isTrue();
        assertThat(descriptor.parameters()).extracting(DeclaredParameter::name).containsExactly("a");
    }

    @Test
    void scan_bothAgreeing_areOne() {
        Descriptor descriptor = scan(annotated().manifest("plugin-id: greeter", "Plugin-Version: 1.4.0",
                "Plugin-Class: com.acme.GreeterPlugin", "Plugin-Requires: clock;text@[1.2,2)",
                        "Plugin-Exports: com.acme.spi"));
        assertThat(descriptor).isEqualTo(scan(annotated()));
    }

    @Test
    void scan_bothDiffering_listsEachContradiction() {
        PluginException refusal = refused(annotated().manifest("Plugin-Id: other", "Plugin-Version: 2.0.0",
                "Plugin-Class: com.acme.Loud",
                "Plugin-Description: other", "Plugin-Requires: clock", "Plugin-Exports: com.acme",
                        "Plugin-Permanent: false"));
        assertThat(refusal.detail(PluginException.Defects.class).orElseThrow().lines()).hasSize(7)
                .allMatch(line -> line.contains("the annotation") && line.contains("the manifest"));
        assertThat(refusal.getMessage()).contains("the id is greeter in the annotation and other in the manifest");
    }

    @Test
    void scan_nothing_saysWhatIsExpected() {
        assertThat(refused(new Jar().with("a.txt", "x"))).hasMessageContaining("no class carries @PluginDescriptor");
        assertThat(refused(new Jar())).hasMessageContaining("no class carries @PluginDescriptor");
    }

    @Test
    void scan_severalDefects_areAllListed() {
        PluginException refusal = refused(source(plugin("@PluginDescriptor(id = \"My Id\", version = \"one\", description = \"a\\nb\", "
                + "requires = {\"a@[\", \"b\", \"b@1\"})")).manifest("Plugin-Exports: p, q", "Plugin-Provider: me",
                        "Plugin-Permanent: maybe"));
        assertThat(refusal.detail(PluginException.Defects.class).orElseThrow().lines()).hasSize(8);
        assertThat(refusal.getMessage()).contains("8 defects").contains("unknown attribute Plugin-Provider")
                .contains("id \"My Id\"")
                .contains("version \"one\"").contains("control character").contains("requirement \"a@[\"")
                        .contains("requires b twice")
                .contains("exported package q has no class").contains("Plugin-Permanent is \"maybe\"");
        assertThat(refusal.pluginId()).isEmpty();
    }

    @Test
    void scan_incompleteManifest_saysWhatIsMissing() {
        assertThat(refused(new Jar().with(PLAIN).manifest("Plugin-Id: text")))
                .hasMessageContaining("the version is missing")
                .hasMessageContaining("the entry class is missing")
                        .satisfies(r -> assertThat(r.pluginId()).contains("text"));
        assertThat(refused(new Jar().with(PLAIN).manifest("Plugin-Id: text", "Plugin-Version: 1.0.0",
                "Plugin-Class: com.acme.No")))
                .hasMessageContaining("entry class com.acme.No is not in the JAR");
        assertThat(refused(new Jar().with(PLAIN).manifest("Plugin-Id: ", "Plugin-Version: 1.0.0",
                "Plugin-Class: com.acme.Plain")))
                .hasMessageContaining("Plugin-Id is empty");
    }

    @Test
    void scan_selfRequirement_isRefused() {
        assertThat(refused(source(plugin("@PluginDescriptor(id = \"a\", version = \"1.0.0\", requires = \"a\")"))))
                .hasMessageContaining("requires itself");
    }

    @Test
    void scan_twoEntryClasses_isRefused() {
        Map<String, byte[]> classes = new TreeMap<>(ANNOTATED);
        classes.putAll(Sources.compile("package p; " + IMPORTS
                + plugin("@PluginDescriptor(id = \"a\", version = \"1.0.0\")")));
        assertThat(refused(new Jar().with(classes))).hasMessageContaining("com.acme.GreeterPlugin, p.P");
    }

    @Test
    void scan_unusableEntryClass_isRefused() {
        String annotation = "@PluginDescriptor(id = \"a\", version = \"1.0.0\") ";
        assertThat(refused(source(annotation + "public class P { }")))
                .hasMessageContaining("does not implement dev.hotplug.api.Plugin");
        assertThat(refused(source(annotation + "public abstract class P implements Plugin { }")))
                .hasMessageContaining("abstract");
        assertThat(refused(source(annotation + "public interface P extends Plugin { }")))
                .hasMessageContaining("interface");
    }

    @Test
    void scan_misplacedAnnotations_areRefused() {
        PluginException refusal = refused(source("@PluginDescriptor(id = \"a\", version = \"1.0.0\") public class P implements Plugin, Runnable {"
                + "@Param static int s; @Param final int f = 1; @Param void two(int a, int b) { } @Param(name = \"s\") int t; @Param(name = \"x=y\") int u;"
                + "public void start(PluginContext c) { } public void run() { } @Export static class None { } @Export interface I extends Runnable { }"
                + "@Export static abstract class Two implements Runnable, Comparable<Two> { } }"));
        assertThat(refusal.detail(PluginException.Defects.class).orElseThrow().lines()).as(refusal.getMessage())
                .hasSize(9);
        assertThat(refusal.getMessage()).contains("P.s: the field is static")
                .contains("P.f: the field is static or final")
                .contains("two(): the method is static or has 2").contains("name s is taken").contains("\"x=y\"")
                .contains("P$None: the class implements 0").contains("P$I: the class is abstract")
                        .contains("P$Two: the class implements 2");
    }

    @Test
    void scan_whatCannotBeInstantiated_isRefused() {
        String annotation = "@PluginDescriptor(id = \"a\", version = \"1.0.0\") ";
        PluginException refusal = refused(source(annotation + """
                public class P implements Plugin {
                    P(int i) { }
                    public void start(PluginContext c) { }
                    @Export class Inner implements Runnable { public void run() { } }
                    @Export static class Hidden implements Runnable { private Hidden() { } public void run() { } }
                    @Export(name = "n", type = int.class) static class Number { }
                    @Export static class Again implements Runnable { public void run() { } }
                    @Export(name = "other") static class Other implements Runnable { public void run() { } }
                }
                """));
        assertThat(refusal.detail(PluginException.Defects.class).orElseThrow().lines()).as(refusal.getMessage()).hasSize(5);
        assertThat(refusal.getMessage()).contains("entry class p.P has no constructor without parameters")
                .contains("P$Inner: the class has no constructor").contains("the type is int")
                .contains("P$Hidden: p.P$Again exports the same type and name")
                .contains("P$Inner: p.P$Again exports the same type and name");
    }

    @Test
    void scan_annotationsInLibraries_areNotThePlugins() {
        byte[] library = annotated().bytes();
        assertThat(refused(new Jar().with("lib/x.jar", library).with(PLAIN))).hasMessageContaining("no class carries");
        assertThat(refused(new Jar().withStored("lib/x.jar", library).with(PLAIN)))
                .hasMessageContaining("no class carries");
    }

    @Test
    void scan_classPathOfManifest_isNotFollowed() throws IOException {
        Path other = annotated().write(directory.resolve("other.jar"));
        PluginException refusal = refused(new Jar().with(PLAIN).manifest("Class-Path: other.jar " + other.toUri()));
        assertThat(refusal).hasMessageContaining("no class carries");
        Files.delete(other);
    }

    @Test
    void scan_multiRelease_seesWhatWillBeLoaded() {
        Map<String, byte[]> newer = Sources.compile("package com.acme; " + IMPORTS
                + "@PluginDescriptor(id = \"newer\", version = \"2.0.0\") public class Plain implements Plugin { public void start(PluginContext c) { } }");
        Jar jar = new Jar().with(PLAIN).manifest("Multi-Release: true");
        newer.forEach((name, bytes) -> jar.with("META-INF/versions/11/" + name, bytes));
        assertThat(scan(jar).label()).isEqualTo("newer 2.0.0");
    }

    @Test
    void scan_packagesNamedLikeTheJdks_areScannedToo() {
        for (String name : Set.of("javax.acme", "sun.acme", "jdk.acme", "com.sun.acme", "BOOT_INF.classes", "META")) {
            Map<String, byte[]> classes = Sources.compile("package " + name + "; " + IMPORTS
                    + "@PluginDescriptor(id = \"a\", version = \"1.0.0\") @Export public class P implements Plugin { @Param int x; public void start(PluginContext c) { } }");
            Descriptor descriptor = scan(new Jar().with(classes));
            assertThat(descriptor.entryClass()).isEqualTo(name + ".P");
            assertThat(descriptor.exports())
                    .containsExactly(new DeclaredExport(name + ".P", "dev.hotplug.api.Plugin", "", 0));
            assertThat(descriptor.parameters()).hasSize(1);
        }
    }

    @Test
    void scan_hostileClassFiles_areIgnoredOrRefused() {
        byte[] entry = ANNOTATED.get("com/acme/GreeterPlugin.class");
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 60; i++) {
            byte[] bytes = entry.clone();
            for (int j = 0; j < 5; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Map<String, byte[]> classes = new TreeMap<>(ANNOTATED);
            classes.put("com/acme/GreeterPlugin.class", bytes);
            try {
                scan(new Jar().with(classes));
            } catch (PluginException refusal) {
                assertThat(refusal.reason()).isEqualTo(Reason.BAD_DESCRIPTOR);
            }
        }
    }

    @Test
    void scan_sameBytes_areScannedOnceTheyAreToBeLoaded() {
        Image image = image(annotated());
        Descriptor first = scanner.scan(image);
        assertThat(scanner.scan(image(annotated()))).as("only looked at").isEqualTo(first).isNotSameAs(first);
        scanner.remember(image, first);
        assertThat(scanner.scan(image(annotated()))).isSameAs(first);
    }

    @Test
    void scan_interrupted_saysSo() {
        Image image = image(annotated());
        Thread.currentThread().interrupt();
        PluginException refusal = catchThrowableOfType(PluginException.class, () -> scanner.scan(image));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(refusal.reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(scanner.scan(image).id()).isEqualTo("greeter");
    }

    @Test
    void scan_loadsNoClass() {
        // Nothing of the JAR can be loaded from anywhere, so what was found was not loaded.
        assertThat(scan(annotated()).exports().stream().map(DeclaredExport::implementation).collect(Collectors.toSet()))
                .allSatisfy(name -> assertThat(catchThrowableOfType(ClassNotFoundException.class,
                        () -> Class.forName(name))).isNotNull());
    }

    @Test
    void scan_badOrder_namesEachDefect() {
        PluginException refusal = refused(source(plugin("@PluginDescriptor(id = \"p\", version = \"1.0.0\", "
                + "requires = {\"a\", \"a?@^1\", \"b?c\"}, after = {\"x\", \"x\", \"p\", \"a\", \"X!\"})")));
        assertThat(refusal.detail(PluginException.Defects.class).orElseThrow().lines()).containsExactlyInAnyOrder(
                "it requires a twice; expected one range for each, and each either needed or optional",
                "requirement \"b?c\": expected id or id@range, as text, text@[1.2,2), text@1.2.0, text@^1.2, text@>=1.2 <2 or "
                        + "text@1 || [3,4); with ? behind the id if the plugin can do without it, as text? or text?@^1.2",
                "it is to be loaded after x twice; expected each id once",
                "it is to be loaded after itself",
                "it requires a and is to be loaded after it; expected one of the two, and a requirement orders too",
                "\"X!\" in the list of plugins to be loaded after: expected an id, as text");
    }

    @Test
    void scan_optionalRequirementAndOrder_areRead() {
        Descriptor descriptor = scan(source(plugin("@PluginDescriptor(id = \"p\", version = \"1.0.0\", "
                + "requires = \"text?@[1.2,2)\", after = {\"x\", \"y\"})")));
        assertThat(descriptor.requires()).containsExactly(new Requirement("text", "[1.2,2)", true))
                .first().hasToString("text?@[1.2,2)");
        assertThat(descriptor.after()).containsExactly("x", "y");
    }
}
