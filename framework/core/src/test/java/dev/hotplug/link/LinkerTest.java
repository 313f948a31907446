package dev.hotplug.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.fixture.Sources;
import dev.hotplug.model.ClassFile;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkPlan;
import dev.hotplug.model.LinkPlan.Exporter;
import dev.hotplug.model.LinkReport;
import dev.hotplug.model.Requirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class LinkerTest {

    /** Another plugin's types, a library's and the host's, which the greeter compiles against. */
    private static final Map<String, byte[]> OTHERS = Sources.compile(
            "package com.acme.text; public class Texts { public static String up(String s) { return s; } public static class Inner { } }",
            "package com.acme.text; public class Base { }",
            "package com.acme.text; public class Failure extends Exception { }",
            "package com.acme.text; public interface Shape { }",
            "package org.lib; public class Lib { org.gone.Gone gone; org.gone.Other other; }",
            "package org.gone; public class Gone { }",
            "package org.gone; public class Other { }");

    private static final Map<String, byte[]> GREETER = Sources.compile(OTHERS,
            "package com.acme.greeter; import com.acme.text.*; public class GreeterPlugin { String s = Texts.up(\"\"); }",
            "package com.acme.greeter; public class UsesLib { org.lib.Lib lib; }",
            "package com.acme.greeter.spi; public interface Greeter { }",
            "@Deprecated package com.acme.greeter.spi;");

    private final HostClasses host = new HostClasses(LinkerTest.class.getClassLoader(), Set.of("org.slf4j"));
    private final Exporter text = exporter(3, "text 1.2.0", "com.acme.text");

    private static Exporter exporter(long number, String label, String packageName) {
        Set<String> types = new java.util.HashSet<>();
        OTHERS.keySet().stream().map(n -> n.substring(0, n.length() - 6))
                .filter(n -> Linker.packageOf(n).equals(packageName))
                .forEach(types::add);
        return new Exporter(number, label, Set.of(packageName), types, name -> OTHERS.get(name + ".class"));
    }

    private static Exporter without(Exporter exporter, String type) {
        Set<String> types = new java.util.HashSet<>(exporter.types());
        types.remove(type);
        return new Exporter(exporter.loadNumber(), exporter.label(), exporter.packages(), types,
                name -> name.equals(type) ? null : exporter.classFiles().apply(name));
    }

    private static Descriptor descriptor() {
        return new Descriptor("greeter", "1.4.0", "", "com.acme.greeter.GreeterPlugin",
                List.of(Requirement.parse("text@[1.2,2)")), List.of(),
                List.of("com.acme.greeter.spi"), List.of(), List.of(), false);
    }

    private static List<ClassFile> files(String library, Map<String, byte[]> classes, Predicate<String> filter) {
        List<ClassFile> files = new ArrayList<>();
        new TreeMap<>(classes).forEach((name, bytes) -> {
            if (filter.test(name)) {
                files.add(new ClassFile(library, name.substring(0, name.length() - 6), bytes));
            }
        });
        return files;
    }

    private static List<ClassFile> own(String... sources) {
        return files("", Sources.compile(OTHERS, sources), n -> true);
    }

    private static List<ClassFile> greeter() {
        List<ClassFile> files = files("", GREETER, n -> true);
        files.addAll(files("lib/lib.jar", OTHERS, n -> n.startsWith("org/lib")));
        return files;
    }

    private List<String> defects(List<ClassFile> files, Exporter... required) {
        PluginException refusal = refused(files, required);
        return refusal.detail(PluginException.Defects.class).orElseThrow().lines();
    }

    private PluginException refused(List<ClassFile> files, Exporter... required) {
        PluginException refusal = catchThrowableOfType(PluginException.class,
                () -> Linker.link(descriptor(), files, host, List.of(required))
                        .require("greeter", Severity.BREAKS));
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.UNRESOLVED_SYMBOL);
        assertThat(refusal.pluginId()).contains("greeter");
        assertThat(refusal).hasMessageStartingWith("greeter 1.4.0: does not link: ");
        return refusal;
    }

    @Test
    void link_everythingThere_plansImportsAndExports() {
        LinkReport report = Linker.link(descriptor(), greeter(), host, List.of(text));
        LinkPlan plan = report.plan();
        assertThat(plan.imports()).isEqualTo(Map.of("com.acme.text", 3L));
        assertThat(plan.exported()).containsExactly("com/acme/greeter/spi/Greeter");
        assertThat(report.findings()).singleElement().extracting(LinkFinding::sentence).asString().contains("org.gone.Gone").contains("lib/lib.jar")
                .contains("org.lib.Lib").contains("1 more of that package");
    }

    @Test
    void link_typeMissingInExporter_namesEverybody() {
        assertThat(refused(greeter(), without(text, "com/acme/text/Texts"))).hasMessage("greeter 1.4.0: does not link: "
                + "com.acme.text.Texts not found in text 1.2.0 (required text@[1.2,2)); used by com.acme.greeter.GreeterPlugin.<init>:1 (NoClassDefFoundError)");
    }

    @Test
    void link_packageNowhere_saysWhatToDo() {
        assertThat(defects(files("", GREETER, n -> true), text)).singleElement().asString()
                .startsWith("org.lib.Lib not found: its package is neither")
                        .contains("used by com.acme.greeter.UsesLib").contains("lib/");
    }

    @Test
    void link_classMissingInAPackageOfItsOwn_saysSo() {
        assertThat(defects(List.of(own("package p; class A { B b; }", "package p; class B { }").get(0)))).singleElement()
                .asString().startsWith("p.B not found in the JAR and its libraries").endsWith("used by p.A (NoClassDefFoundError)");
    }

    @Test
    void link_severalDefects_areLinesOfOneMessage() {
        PluginException refusal = refused(files("", GREETER, n -> true));
        assertThat(refusal.getMessage().lines()).hasSize(3).first()
                .isEqualTo("greeter 1.4.0: does not link: 2 defects:");
    }

    @Test
    void link_everyKindOfReference_isSeen() {
        String p = "package p; import com.acme.text.*; ";
        Map<String, String> sources = new TreeMap<>(Map.ofEntries(
                Map.entry("superclass", "class A extends Base { }"),
                Map.entry("interface", "class A implements Shape { }"),
                Map.entry("field", "class A { Base b; }"),
                Map.entry("array", "class A { Base[][] b; }"),
                Map.entry("parameter", "class A { void a(int i, Base b) { } }"),
                Map.entry("result", "class A { native Base b(); }"),
                Map.entry("throws", "class A { void a() throws Failure { } }"),
                Map.entry("catch", "class A { void a() { try { b(); } catch (Exception e) { if (e instanceof Failure) return; } } void b() throws Exception { } }"),
                Map.entry("new", "class A { Object o = new Base(); }"),
                Map.entry("newArray", "class A { Object o = new Base[1][2]; }"),
                Map.entry("literal", "class A { Object o = Base.class; }"),
                Map.entry("cast", "class A { Object a(Object o) { return (Shape) o; } }"),
                Map.entry("static", "class A { Object o = Texts.up(null); }"),
                Map.entry("lambda", "class A { Object o = (java.util.function.Function<String, String>) Texts::up; }"),
                Map.entry("record", "record A(Base b) { }"),
                Map.entry("inner", "class A { Object o = new Texts.Inner(); }")));
        sources.forEach((kind, source) -> {
            List<ClassFile> files = own(p + source);
            assertThat(Linker.link(descriptor(), files, host, List.of(text)).findings()).as(kind).isEmpty();
            assertThat(defects(files)).as(kind).isNotEmpty().allMatch(line -> line.startsWith("com.acme.text."));
        });
    }

    @Test
    void link_annotationsAndGenerics_doNotCount() {
        Map<String, byte[]> against = Sources.compile("package gone; @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) public @interface Mark { }",
                "package gone; public class T { }");
        List<ClassFile> files = files("", Sources.compile(against,
                "package p; @gone.Mark class A { @gone.Mark java.util.List<gone.T> list; @gone.Mark void a(@gone.Mark int i) { } }"), n -> true);
        assertThat(Linker.link(descriptor(), files, host, List.of()).findings()).isEmpty();
    }

    @Test
    void link_jdkApiAndSharedPackages_mustExist() {
        List<ClassFile> files = own("package p; class A { java.util.List<?> l; java.sql.Connection c; dev.hotplug.api.Plugin p; javax.net.ssl.SSLContext s; }");
        assertThat(Linker.link(descriptor(), files, host, List.of()).plan().imports()).isEmpty();
        Map<String, byte[]> gone = Sources.compile("package dev.hotplug.api; public class Gone { }",
                "package org.slf4j; public class Nope { }");
        List<ClassFile> bad = files("",
                Sources.compile(gone, "package p; class A { dev.hotplug.api.Gone g; org.slf4j.Nope l; }"), n -> true);
        assertThat(defects(bad)).satisfiesExactly(
                line -> assertThat(line).startsWith("dev.hotplug.api.Gone not found in the plugin API"),
                line -> assertThat(line).startsWith("org.slf4j.Nope not found in the host, which shares it"));
    }

    @Test
    void link_hostClassesThatAreNotShared_areNotSeen() {
        Map<String, byte[]> against = Sources.compile("package org.objectweb.asm; public class ClassReader { }");
        List<ClassFile> files = files("",
                Sources.compile(against, "package p; class A { org.objectweb.asm.ClassReader r; }"), n -> true);
        assertThat(defects(files)).singleElement().asString().contains("org.objectweb.asm.ClassReader")
                .contains("have the host share it");
    }

    @Test
    void link_twoExportersOfOnePackage_isADefect() {
        assertThat(defects(greeter(), text, exporter(4, "words 3.0.0", "com.acme.text"))).singleElement().asString()
                .isEqualTo("package com.acme.text is exported by both text 1.2.0 and words 3.0.0, which it requires; require one of them");
    }

    @Test
    void link_splitPackages_areDefects() {
        assertThat(defects(own("package com.acme.text; class Mine { }"), text)).singleElement().asString()
                .startsWith("package com.acme.text belongs to text 1.2.0, which exports it")
                        .contains("com.acme.text.Mine");
        assertThat(defects(own("package org.slf4j; class Mine { }"))).singleElement().asString()
                .contains("belongs to the host, which shares it");
        assertThat(defects(own("package dev.hotplug.api; class Mine { }"))).singleElement().asString()
                .contains("belongs to the plugin API");
        List<ClassFile> library = files("lib/x.jar", GREETER, n -> n.contains("/spi/G"));
        ClassFile inJdk = new ClassFile("lib/x.jar", "java/util/Mine", library.get(0).bytes());
        assertThat(defects(List.of(inJdk))).singleElement().asString().contains("belongs to the JDK")
                .contains("in lib/x.jar");
    }

    @Test
    void link_classInAnotherPlace_isADefectInOwnAndAWarningInLibraries() {
        byte[] bytes = GREETER.get("com/acme/greeter/spi/Greeter.class");
        assertThat(defects(List.of(new ClassFile("", "a/B", bytes)))).singleElement().asString()
                .startsWith("a.B holds the class com.acme.greeter.spi.Greeter");
        assertThat(Linker.link(descriptor(), List.of(new ClassFile("lib/x.jar", "a/B", bytes)), host, List.of()).findings())
                .singleElement().extracting(LinkFinding::sentence).asString().startsWith("a.B in lib/x.jar holds");
    }

    @Test
    void link_newerClassFile_isADefectInOwnAndAWarningInLibraries() {
        byte[] bytes = GREETER.get("com/acme/greeter/spi/Greeter.class").clone();
        bytes[7] = 99;
        String name = "com/acme/greeter/spi/Greeter";
        assertThat(defects(List.of(new ClassFile("", name, bytes)))).singleElement().asString()
                .contains("compiled for Java 55");
        assertThat(Linker.link(descriptor(), List.of(new ClassFile("lib/x.jar", name, bytes)), host, List.of()).findings())
                .singleElement().extracting(LinkFinding::sentence).asString().contains("compiled for Java 55");
    }

    @Test
    void link_previewClassFileOfAnotherVersion_isADefect() {
        byte[] bytes = GREETER.get("com/acme/greeter/spi/Greeter.class").clone();
        bytes[4] = -1;
        bytes[5] = -1;
        bytes[7] = 60;
        assertThat(defects(List.of(new ClassFile("", "com/acme/greeter/spi/Greeter", bytes)))).singleElement()
                .asString().contains("preview features of Java 16");
    }

    @Test
    void link_packagesOfTheJdkThatPluginsDoNotSee_areNamed() {
        Map<String, byte[]> against = Sources.compile("package com.sun.tools.jdi; public class Hidden { }");
        List<ClassFile> files = files("",
                Sources.compile(against, "package p; class A { com.sun.tools.jdi.Hidden h; }"), n -> true);
        assertThat(defects(files)).singleElement().asString().contains("it is in the JDK's module jdk.jdi");
    }

    @Test
    void link_garbage_isADefect() {
        byte[] sound = GREETER.get("com/acme/greeter/GreeterPlugin.class");
        for (int length = 0; length < sound.length; length += 7) {
            assertThat(defects(List.of(new ClassFile("", "com/acme/greeter/GreeterPlugin",
                    Arrays.copyOf(sound, length))), text))
                    .anyMatch(line -> line.contains("not a class file"));
        }
        Random random = new Random(3);
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = sound.clone();
            for (int j = 0; j < 3; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Linker.link(descriptor(), List.of(new ClassFile("", "com/acme/greeter/GreeterPlugin", bytes)),
                        host, List.of(text));
            } catch (PluginException refusal) {
                assertThat(refusal.reason()).isEqualTo(Reason.UNRESOLVED_SYMBOL);
            }
        }
    }

    @Test
    void link_sameClassTwice_takesTheFirst() {
        List<ClassFile> files = own("package p; class A { }");
        files.addAll(files("lib/x.jar", Sources.compile(OTHERS, "package p; class A { org.gone.Gone g; }"), n -> true));
        assertThat(Linker.link(descriptor(), files, host, List.of()).findings()).isEmpty();
    }

    @Test
    void link_manyUsers_areCounted() {
        String[] sources = new String[5];
        for (int i = 0; i < 5; i++) {
            sources[i] = "package p; class A" + i + " { org.gone.Gone g; }";
        }
        assertThat(defects(own(sources))).singleElement().asString().endsWith("used by p.A0, p.A1, p.A2 and 2 more (NoClassDefFoundError)");
    }

    @Test
    void link_manyDefects_areAllInTheDetailsAndCountedInTheMessage() {
        StringBuilder fields = new StringBuilder();
        String[] gone = new String[30];
        for (int i = 0; i < 30; i++) {
            gone[i] = "package gone; public class G" + i + " { }";
            fields.append("gone.G").append(i).append(" g").append(i).append("; ");
        }
        List<ClassFile> files = files("", Sources.compile(Sources.compile(gone), "package p; class A { " + fields + "}"), n -> true);
        PluginException refusal = refused(files);
        assertThat(refusal.detail(PluginException.Defects.class).orElseThrow().lines()).hasSize(30);
        assertThat(refusal.getMessage().lines()).hasSize(22).last().isEqualTo("  and 10 more");
    }

    @Test
    void link_hostileNames_writeNoLinesOfTheirOwn() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "p/A", null, "gone/x\ngreeter loaded", null);
        writer.visitEnd();
        assertThat(refused(List.of(new ClassFile("", "p/A", writer.toByteArray()))).getMessage()).doesNotContain("\n");
    }

    @Test
    void link_unnamedPackage_isThePluginsOwn() {
        List<ClassFile> files = own("class A { B b; }", "class B { }");
        assertThat(Linker.link(descriptor(), files, host, List.of()).findings()).isEmpty();
        assertThat(defects(List.of(files.get(0)))).singleElement().asString().startsWith("B not found in the JAR");
    }
}
