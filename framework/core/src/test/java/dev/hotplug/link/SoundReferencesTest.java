package dev.hotplug.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.fixture.Sources;
import dev.hotplug.model.LinkPlan.Exporter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JVM accepts, the link check must accept. */
class SoundReferencesTest {

    private static final Map<String, byte[]> TEXT = Sources.compile(
            "package com.acme.text.hidden; public interface Named { default String name() { return SELF; } String SELF = name2(); "
                    + "static String name2() { return null; } }",
            "package com.acme.text.hidden; public abstract class Root<T> implements Named { protected int size; "
                    + "protected Root() { } protected static void helped() { } protected T self() { return null; } "
                    + "protected abstract void shape(); public String toString() { return \"\"; } }",
            "package com.acme.text; public abstract class Base extends com.acme.text.hidden.Root<Base> { "
                    + "protected Base self() { return this; } protected static class In { protected In() { } } }",
            "package com.acme.text; public enum Colour { RED, BLUE }",
            "package com.acme.text; public interface Fun<A, B> { B apply(A a); boolean equals(Object o); default void x() { } }",
            "package com.acme.text; public interface StringFun extends Fun<String, String> { String apply(String s); }",
            "package com.acme.text; abstract class Quiet { public void call() { } public abstract void later(); }",
            "package com.acme.text; public abstract class Loud extends Quiet { }",
            "package com.acme.text; public record Point(int x, Object y) { }",
            "package com.acme.text; public class Failure extends Exception { }");

    private static final Exporter EXPORTER = Linking.exporter(1, "text 2.0.0", Set.of("com.acme.text"), TEXT);

    private static Linking linking(String... sources) {
        return new Linking().own(Sources.compile(TEXT, sources)).requires(EXPORTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        // Called with any descriptor.
        "void a(java.lang.invoke.MethodHandle h, java.lang.invoke.VarHandle v) throws Throwable { "
                + "int i = (int) h.invokeExact(\"\", 1); h.invoke(); h.invokeWithArguments(); v.set(this, 2); "
                + "boolean b = v.compareAndSet(1, 2L); }",
        // Arrays have a public clone, and what Object has.
        "Object a(int[] i, String[][] s) { return i.clone().length + s.clone()[0].hashCode() + s.getClass().getName(); }",
        "java.util.function.Function<int[], int[]> f = int[]::clone; java.util.function.IntFunction<String[]> g = String[]::new;",
        // Interfaces have Object's public methods.
        "int a(java.util.List<?> l, Fun<?, ?> f) { return l.hashCode() + f.toString().length() + l.getClass().hashCode(); }",
        // Through a package that is not exported.
        "static class M extends Base { protected void shape() { } String a() { helped(); size++; "
                + "return super.toString() + name() + SELF + self().toString() + super.self(); } }",
        "static class M extends Base { protected void shape() { } protected Base self() { return new M() { }; } "
                + "Object o = new In() { }; }",
        "abstract static class P extends Base { } static class M extends P { protected void shape() { } }",
        // Made accessible by a bridge, implemented in the end.
        "static class M extends Loud { public void later() { } } void a() { new M().call(); new M().later(); }",
        "Fun<String, String> f = s -> s; StringFun g = s -> s + f; Fun<String, String> h = g::apply; "
                + "Runnable r = (Runnable & java.io.Serializable) () -> { };",
        "StringFun g = (StringFun & java.io.Serializable) s -> s; java.util.Comparator<String> c = (a, b) -> 1;",
        "static class M implements StringFun { public String apply(String s) { return s; } }",
        "void a(Colour c) { switch (c) { case RED: break; default: } Colour.valueOf(\"RED\").name(); Colour.values(); }",
        "Object a(Point p) { return p.x() + p.y().toString() + new Point(1, p) + p.equals(p); }",
        "record R(int i, Point p, String... s) { R { i++; } }",
        "void a() { try { throw new Failure(); } catch (Failure | RuntimeException e) { e.printStackTrace(); } "
                + "finally { synchronized (this) { assert true; } } }",
        // Nest mates, inner classes, captured variables.
        "private int i; private static void s() { } private class I { private int j = i; private I() { s(); } } "
                + "Object a(int k) { return new I() { int l = k + i; { s(); } }.hashCode() + new I().j; }",
        "interface I { private void p() { } default void d() { p(); } static void s() { } } "
                + "static class M implements I, java.util.function.Supplier<M> { public void d() { I.super.d(); I.s(); } "
                + "public M get() { return this; } protected Object clone() throws CloneNotSupportedException { "
                + "return super.clone(); } protected void finalize() { } }",
        "static class M extends java.util.AbstractList<String> { public String get(int i) { modCount++; "
                + "return null; } public int size() { return 0; } }",
        "static class M extends java.io.FilterInputStream { M() { super(null); } int a() throws java.io.IOException { "
                + "return in.read() + super.read(); } }",
        "static class M extends java.util.AbstractMap<String, String> { public java.util.Set<java.util.Map.Entry<String, "
                + "String>> entrySet() { return null; } }",
        "static class M extends Thread implements java.util.concurrent.Callable<Void> { public Void call() { return null; } }",
        "sealed interface S { } record T() implements S { } record U() implements S { }",
        "enum E implements Runnable { A { public void run() { } }, B { public void run() { } } }",
        "String a(Object o) { return o instanceof Point p && p.x() > 0 ? \"x\" + p + 1L : \"\"; }",
        "Object a() { return java.util.stream.Stream.of(1, 2).map(i -> i + 1).toList().toArray(Integer[]::new); }",
        "static final StringBuilder B = new StringBuilder().append('c').append(\"s\").append(1); "
                + "static { B.setLength(0); B.chars().sum(); B.compareTo(B); }",
        "java.lang.annotation.Annotation a = new java.lang.annotation.Annotation() { public Class<? extends "
                + "java.lang.annotation.Annotation> annotationType() { return null; } };",
    })
    void link_soundCode_hasNoFinding(String members) {
        assertThat(linking("package com.acme.greeter; import com.acme.text.*; public class GreeterPlugin { " + members
                + " }").sentences()).isEmpty();
    }

    @Test
    void link_packagePrivateAcrossLibraries_isSeen() {
        Map<String, byte[]> first = Sources.compile("package org.lib; class Part { int size; void grow() { } }");
        Map<String, byte[]> second = Sources.compile(first,
                "package org.lib; public class Whole { int a(Part p) { p.grow(); return p.size; } }");
        assertThat(new Linking().library("lib/a.jar", first).library("lib/b.jar", second).sentences()).isEmpty();
    }

    @Test
    void link_enumConstantOfASwitchGone_isLeftToTheHandlerThatJavacWrites() {
        Map<String, byte[]> now = new TreeMap<>(TEXT);
        now.putAll(Sources.compile("package com.acme.text; public enum Colour { BLUE }"));
        Map<String, byte[]> plugin = Sources.compile(TEXT, "package com.acme.greeter; import com.acme.text.*; class A { "
                + "int a(Colour c) { switch (c) { case RED: return 1; default: return 2; } } }");
        assertThat(new Linking().own(plugin)
                .requires(Linking.exporter(1, "text 2.0.0", Set.of("com.acme.text"), now)).sentences()).isEmpty();
    }

    @Test
    void link_missingButExpected_isNotAFinding() {
        Map<String, byte[]> plugin = Sources.compile(Sources.compile("package gone; public class G { public G() { } "
                        + "public static int m() { return 0; } public static int f; }"),
                "package p; class A { int a() { try { new gone.G(); return gone.G.m() + gone.G.f; } "
                        + "catch (NoClassDefFoundError e) { return 0; } } "
                        + "int b() { try { return gone.G.m(); } catch (LinkageError e) { return 0; } finally { a(); } } }",
                "package p; class B { int a() { try { return gone.G.m(); } catch (Throwable t) { return 0; } } "
                        + "int b() { try { return gone.G.m(); } catch (NoSuchMethodError e) { return 0; } } }");
        assertThat(new Linking().own(plugin).sentences()).singleElement().asString().contains("gone.G not found")
                .endsWith("used by p.B.a:1, p.B.b:1 (NoClassDefFoundError)");
    }

    @Test
    void link_missingOnlyInTheDescriptorOfWhatIsCalled_isNotLookedUp() {
        Map<String, byte[]> text = Sources.compile("package com.acme.text.hidden; public class Secret { }",
                "package com.acme.text; public class Text { public static com.acme.text.hidden.Secret secret() "
                        + "{ return null; } }");
        Map<String, byte[]> plugin = Sources.compile(text,
                "package com.acme.greeter; class A { void a() { com.acme.text.Text.secret(); } }");
        assertThat(new Linking().own(plugin)
                .requires(Linking.exporter(1, "text 2.0.0", Set.of("com.acme.text"), text)).sentences()).isEmpty();
    }

    @Test
    void link_librariesLackingMembers_areWarnedOfOncePerPackage() {
        Map<String, byte[]> before = Sources.compile(
                "package org.lib; public class Lib { public static void a() { } public static void b() { } }");
        Map<String, byte[]> after = Sources.compile("package org.lib; public class Lib { }");
        Map<String, byte[]> user = Sources.compile(before,
                "package org.user; public class User {\n void u() { org.lib.Lib.a();\n org.lib.Lib.b(); } }");
        List<String> sentences = new Linking().library("lib/lib.jar", after).library("lib/user.jar", user).sentences();
        assertThat(sentences).containsExactly("org.lib.Lib.a() not found in lib/lib.jar; put the version that it was "
                + "compiled with into lib/; used by org.user.User.u:2 in lib/user.jar (NoSuchMethodError) "
                + "(and 1 more of that package)");
    }

    @Test
    void link_superTypeMissing_isReportedWithoutItsConsequences() {
        Map<String, byte[]> before = Sources.compile("package gone; public abstract class Base { protected int i; "
                + "public Base(int i) { } public final void f() { } public abstract void g(); }");
        Map<String, byte[]> plugin = Sources.compile(before,
                "package p; class A extends gone.Base { A() { super(1); f(); i++; } public void g() { hashCode(); } }",
                "package p; class B extends A { void b() { new A().f(); i = 2; g(); } }");
        assertThat(new Linking().own(plugin).sentences()).singleElement().asString().startsWith("gone.Base not found")
                .endsWith("used by p.A.<init>:1, p.A (NoClassDefFoundError)");
    }

    @Test
    void link_libraryClassThatCannotBeLoaded_isADefectOfWhoUsesIt() {
        Map<String, byte[]> gone = Sources.compile("package gone; public class Base { }");
        Map<String, byte[]> library = Sources.compile(gone, "package org.lib; public class Lib extends gone.Base { }");
        library.keySet().removeIf(name -> name.startsWith("gone"));
        gone.putAll(library);
        Map<String, byte[]> plugin = Sources.compile(gone, "package p; class A { Object o = new org.lib.Lib(); }");
        assertThat(new Linking().own(plugin).library("lib/lib.jar", library).sentences()).hasSize(2).first().asString()
                .startsWith("org.lib.Lib in lib/lib.jar cannot be loaded: its super type gone.Base is not found there")
                .contains("; used by p.A.<init>:1");
    }

    @Test
    void link_internalsOfTheJdk_areNotAccessible() {
        Map<String, byte[]> against = Sources.compile("package sun.security.x509; public class X500Name { }");
        Map<String, byte[]> plugin = Sources.compile(against,
                "package p; class A { Object o = new sun.security.x509.X500Name(); }");
        assertThat(new Linking().own(plugin).sentences()).isNotEmpty().first().asString().startsWith(
                "sun.security.x509.X500Name is in a package that its module does not export in the JDK")
                .contains("(IllegalAccessError)");
    }
}
