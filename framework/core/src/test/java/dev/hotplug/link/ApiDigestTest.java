package dev.hotplug.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.fixture.Sources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

class ApiDigestTest {

    private static final String TEXT = "public class Text extends Base implements Runnable, Comparable<Text> { "
            + "public static final int MAX = 10; public static final String NAME = \"a\"; protected long size; "
            + "public Text(int a) { } public void run() { } public int compareTo(Text t) { return 0; } "
            + "protected static String up(String s) { return s; } int hidden; private void secret() { } }";
    private static final String BASE = "class Base { public void inherited() { } void hidden() { } }";

    private static Map<String, byte[]> compile(String... sources) {
        return Sources.compile(Stream.of(sources).map(source -> "package p; " + source).toArray(String[]::new));
    }

    private static ApiDigest digests(Map<String, byte[]> classes) {
        return new ApiDigest(name -> classes.get(name + ".class"));
    }

    private static String digest(String... sources) {
        String name = sources[0].replaceAll(".*?(class|interface|enum|record) (\\w+).*", "$2");
        return digests(compile(sources)).ofType("p/" + name);
    }

    private static DynamicTest row(String what, boolean same, String[] before, String... after) {
        return DynamicTest.dynamicTest(what, () -> {
            assertThat(digest(before)).matches("[0-9a-f]{16}");
            assertThat(digest(after).equals(digest(before))).as("same").isEqualTo(same);
        });
    }

    private static DynamicTest text(String what, boolean same, Function<String, String> change) {
        assertThat(change.apply(TEXT)).as(what).isNotEqualTo(TEXT);
        return row(what, same, new String[] {TEXT, BASE}, change.apply(TEXT), BASE);
    }

    private static DynamicTest whole(String what, boolean same, String before, String after) {
        return row(what, same, new String[] {before}, after);
    }

    @TestFactory
    Stream<DynamicTest> ofType_afterAChangeThatNobodyLinksTo_isTheSame() {
        return Stream.of(
                text("compiled again", true, s -> s + " "),
                text("order of members", true, s -> s.replace("protected long size; ", "").replace("int hidden;",
                        "int hidden; protected long size;")),
                text("order of interfaces", true,
                        s -> s.replace("Runnable, Comparable<Text>", "Comparable<Text>, Runnable")),
                text("body", true, s -> s.replace("return s;", "return s + s;")),
                text("private members", true, s -> s.replace("secret()", "other(int a)")),
                text("members of the package", true, s -> s.replace("int hidden", "long other")),
                text("lambda", true, s -> s.replace("run() { }", "run() { Runnable r = () -> { }; r.run(); }")),
                text("annotation", true, s -> "@Deprecated " + s),
                text("declared exception", true, s -> s.replace("run() {", "run() throws IllegalStateException {")),
                text("name of a parameter", true, s -> s.replace("Text(int a)", "Text(int b)")),
                whole("generic signature", true, "public class A { public java.util.List<String> a; }",
                        "public class A { public java.util.List<Integer> a; }"),
                row("a member moves up into a class of the package", true, new String[] {TEXT, BASE},
                        TEXT.replace("protected long size; ", ""),
                        BASE.replace("{ public", "{ protected long size; public")),
                row("members of the package, inherited", true, new String[] {TEXT, BASE}, TEXT,
                        BASE.replace("hidden", "x")));
    }

    @TestFactory
    Stream<DynamicTest> ofType_afterAChangeThatSomebodyMayLinkTo_isAnother() {
        return Stream.of(
                text("method added", false,
                        s -> s.replace("public void run() { }", "public void run() { } public void b() { }")),
                text("parameter", false, s -> s.replace("up(String s)", "up(String s, int i)")),
                text("result", false, s -> s.replace("String up(String s)", "Object up(String s)")),
                text("access", false, s -> s.replace("protected static", "public static")),
                text("static", false, s -> s.replace("protected static", "protected")),
                text("final", false, s -> s.replace("public void run", "public final void run")),
                text("constructor", false, s -> s.replace("Text(int a)", "Text(long a)")),
                text("type of a field", false, s -> s.replace("long size", "int size")),
                text("number", false, s -> s.replace("= 10", "= 11")),
                text("text", false, s -> s.replace("\"a\"", "\"b\"")),
                text("constant that is none any more", false, s -> s.replace("= 10", "= Integer.parseInt(\"10\")")),
                text("interface", false, s -> s.replace("Runnable, ", "Runnable, java.io.Serializable, ")),
                text("erasure", false, s -> s.replace("Comparable<Text>", "Comparable<Object>")
                        .replace("compareTo(Text", "compareTo(Object")),
                text("final class", false, s -> s.replace("public class", "public final class")),
                row("inherited member", false, new String[] {TEXT, BASE}, TEXT, BASE.replace("inherited()", "other()")),
                whole("package-private abstract method", false, "public abstract class A { public void g() { } }",
                        "public abstract class A { public void g() { } abstract void f(); }"),
                whole("enum constant", false, "public enum E { A, B }", "public enum E { A, C }"),
                whole("record component", false, "public record R(int a, int b) { }",
                        "public record R(int b, int a) { }"),
                whole("permitted subclass", false,
                        "public sealed interface S permits A { } final class A implements S { }",
                        "public sealed interface S permits A, B { } final class A implements S { } "
                                + "final class B implements S { }"),
                whole("default method", false, "public interface I { void a(); }",
                        "public interface I { default void a() { } }"),
                whole("class that becomes an interface", false, "public class C { }", "public interface C { }"));
    }

    @Test
    void ofType_withoutDebugInformation_isTheSame() {
        Map<String, byte[]> classes = compile(TEXT, BASE);
        Map<String, byte[]> stripped = new HashMap<>();
        classes.forEach((name, bytes) -> {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(bytes).accept(writer, ClassReader.SKIP_DEBUG);
            stripped.put(name, writer.toByteArray());
        });

        assertThat(digests(stripped).ofType("p/Text")).isEqualTo(digests(classes).ofType("p/Text"));
    }

    @Test
    void ofTypes_hasPublicOnesOnly_andPackagesFollow() {
        Map<String, byte[]> classes = compile(TEXT, BASE, "public interface Shape { }");
        classes.put("p/Broken.class", new byte[] {1, 2, 3});

        Map<String, String> types = digests(classes).ofTypes(
                List.of("p/Text", "p/Base", "p/Shape", "p/Broken", "p/Gone"));

        assertThat(types).containsOnlyKeys("p/Shape", "p/Text");
        assertThat(ApiDigest.ofPackages(types)).containsOnlyKeys("p");
        assertThat(ApiDigest.ofPackages(Map.of("p/Text", types.get("p/Text"))))
                .isNotEqualTo(ApiDigest.ofPackages(types));
    }

    @Test
    void constants_ofAType_areInherited() {
        Map<String, byte[]> classes = compile(
                "public class C extends B implements I { public static final char C = '\\n'; }",
                "class B { public static final boolean B = true; static final int HIDDEN = 1; }",
                "public interface I { String TEXT = \"a\\\\b\\n\"; double D = 1.5; long L = -1; }");

        assertThat(digests(classes).constants("p/C")).containsExactlyInAnyOrderEntriesOf(Map.of("C", "C 10", "B", "Z 1",
                "TEXT", "T a\\005cb\\000a", "D", "D 1.5", "L", "J -1"));
    }
}
