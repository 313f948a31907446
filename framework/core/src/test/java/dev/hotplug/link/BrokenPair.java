package dev.hotplug.link;

import static dev.hotplug.model.LinkFinding.Kind.CLASS_CHANGED;
import static dev.hotplug.model.LinkFinding.Kind.CLASS_MISSING;
import static dev.hotplug.model.LinkFinding.Kind.FIELD_MISSING;
import static dev.hotplug.model.LinkFinding.Kind.FINAL_OVERRIDDEN;
import static dev.hotplug.model.LinkFinding.Kind.METHOD_MISSING;
import static dev.hotplug.model.LinkFinding.Kind.NOT_ACCESSIBLE;
import static dev.hotplug.model.LinkFinding.Kind.NOT_IMPLEMENTED;
import static dev.hotplug.model.LinkFinding.Kind.STATIC_CHANGED;

import dev.hotplug.model.LinkFinding.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * A plugin, what it was compiled against, and what is there instead when it is loaded.
 *
 * @param name what happened between the two
 * @param before members of the package {@code com.acme.text} that it was compiled against, a type each
 * @param after what there is when it is loaded
 * @param body of the plugin's {@code start}; it stands in line {@link #LINE}
 * @param more further members of the plugin's class, one line each, behind {@code start}
 * @param kind what is found
 * @param text how the sentence begins
 * @param use the place that is named
 * @param error what the JVM throws
 */
record BrokenPair(String name, List<String> before, List<String> after, String body, String more, Kind kind,
                  String text, String use, String error) {

    static final int LINE = 6;
    private static final String START = "com.acme.greeter.GreeterPlugin.start:" + LINE;
    private static final String TEXT = "com.acme.text.";
    private static final String THERE = " in text 2.0.0 (required text@[1,3))";

    private static BrokenPair pair(String name, String before, String after, String body, String more, Kind kind,
                                   String text, String use, String error) {
        return new BrokenPair(name, types(before), types(after), body, more, kind, TEXT + text, use, error);
    }

    private static BrokenPair pair(String name, String before, String after, String body, Kind kind, String text,
                                   String error) {
        return pair(name, before, after, body, "", kind, text, START, error);
    }

    private static List<String> types(String sources) {
        return Arrays.stream(sources.split("\\|")).map(source -> "package com.acme.text; public " + source.strip())
                .toList();
    }

    /** The plugin's source. */
    String plugin() {
        return """
                package com.acme.greeter; import com.acme.text.*;
                public class GreeterPlugin implements dev.hotplug.api.Plugin {
                    @Override
                    public void start(dev.hotplug.api.PluginContext context) {
                        System.setProperty("broken.pair", "started");
                        %s
                    }
                    @Override
                    public void stop() { }
                    %s
                }
                """.formatted(body, more);
    }

    /** Pairs in Java 17. */
    static List<BrokenPair> all() {
        return List.of(
                pair("class gone", "class Text { } | class Gone { }", "class Text { }", "new Gone();",
                        CLASS_MISSING, "Gone not found" + THERE, "NoClassDefFoundError"),
                pair("method gone", "class Text { public static void up() { } }", "class Text { }", "Text.up();",
                        METHOD_MISSING, "Text.up() not found" + THERE + "; used by", "NoSuchMethodError"),
                pair("descriptor changed", "class Text { public static void up(String s, int i) { } }",
                        "class Text { public static void up(CharSequence s, int i) { } }", "Text.up(\"\", 1);",
                        METHOD_MISSING, "Text.up(String, int) not found" + THERE + "; found: up(CharSequence, int)",
                        "NoSuchMethodError"),
                pair("result changed", "class Text { public static void up() { } }",
                        "class Text { public static String up() { return null; } }", "Text.up();",
                        METHOD_MISSING, "Text.up() not found" + THERE
                                + "; found: up() that returns String, not void", "NoSuchMethodError"),
                pair("became static", "class Text { public void up() { } }",
                        "class Text { public static void up() { } }", "new Text().up();", STATIC_CHANGED,
                        "Text.up() is static" + THERE + ", but is used on an object", "IncompatibleClassChangeError"),
                pair("became an instance method", "class Text { public static void up() { } }",
                        "class Text { public void up() { } }", "Text.up();", STATIC_CHANGED,
                        "Text.up() is not static" + THERE + ", but is used as static", "IncompatibleClassChangeError"),
                pair("field became static", "class Text { public int size; }",
                        "class Text { public static int size; }", "new Text().size++;", STATIC_CHANGED,
                        "Text.size is static" + THERE, "IncompatibleClassChangeError"),
                pair("became private", "class Text { public static void up() { } }",
                        "class Text { private static void up() { } }", "Text.up();", NOT_ACCESSIBLE,
                        "Text.up() is private" + THERE, "IllegalAccessError"),
                pair("became package-private", "class Text { public static void up() { } }",
                        "class Text { static void up() { } }", "Text.up();", NOT_ACCESSIBLE,
                        "Text.up() is package-private" + THERE, "IllegalAccessError"),
                pair("became protected", "class Text { public void up() { } }",
                        "class Text { protected void up() { } }", "new Text().up();", NOT_ACCESSIBLE,
                        "Text.up() is protected" + THERE, "IllegalAccessError"),
                pair("class became package-private", "class Text { public static class In { } }",
                        "class Text { static class In { public In() { } } }", "new Text.In();", NOT_ACCESSIBLE,
                        "Text$In is not public" + THERE, "IllegalAccessError"),
                pair("field type changed", "class Text { public static int max = 1; }",
                        "class Text { public static long max = 1; }", "int i = Text.max;", FIELD_MISSING,
                        "Text.max not found" + THERE + "; found: max of type long, not int", "NoSuchFieldError"),
                pair("field gone", "class Text { public static int max = 1; }", "class Text { }",
                        "int i = Text.max;", FIELD_MISSING, "Text.max not found" + THERE, "NoSuchFieldError"),
                pair("field became final", "class Text { public static int max; }",
                        "class Text { public static final int max = Integer.parseInt(\"1\"); }", "Text.max = 2;",
                        NOT_ACCESSIBLE, "Text.max is final" + THERE + ", but is assigned", "IllegalAccessError"),
                pair("class became interface", "class Text { public static Shape shape() { return new Shape(); } } "
                                + "| class Shape { public void draw() { } }",
                        "class Text { public static Shape shape() { return () -> { }; } } "
                                + "| interface Shape { void draw(); }", "Text.shape().draw();", CLASS_CHANGED,
                        "Shape is an interface" + THERE + ", but is used as a class",
                        "IncompatibleClassChangeError"),
                pair("interface became class", "class Text { public static Shape shape() { return () -> { }; } } "
                                + "| interface Shape { void draw(); }",
                        "class Text { public static Shape shape() { return new Shape(); } } "
                                + "| class Shape { public void draw() { } }", "Text.shape().draw();", CLASS_CHANGED,
                        "Shape is a class" + THERE + ", but is used as an interface",
                        "IncompatibleClassChangeError"),
                pair("interface that is implemented became class", "interface Shape { }", "class Shape { }",
                        "new Mine();", "static class Mine implements Shape { }", CLASS_CHANGED,
                        "Shape is a class" + THERE + ", but is used as an interface",
                        "com.acme.greeter.GreeterPlugin$Mine", "IncompatibleClassChangeError"),
                pair("class became abstract", "class Text { }", "abstract class Text { }", "new Text();",
                        CLASS_CHANGED, "Text is abstract" + THERE + ", but is created", "InstantiationError"),
                pair("final class extended", "class Base { }", "final class Base { }", "new Mine();",
                        "static class Mine extends Base { }", CLASS_CHANGED, "Base is final" + THERE,
                        "com.acme.greeter.GreeterPlugin$Mine", "IncompatibleClassChangeError"),
                pair("sealed type extended", "interface Base { }",
                        "sealed interface Base { final class Only implements Base { } }", "new Mine();",
                        "static class Mine implements Base { }", CLASS_CHANGED, "Base is sealed" + THERE,
                        "com.acme.greeter.GreeterPlugin$Mine", "IncompatibleClassChangeError"),
                pair("final method overridden", "class Base { public void up() { } }",
                        "class Base { public final void up() { } }", "new Mine();",
                        "static class Mine extends Base { @Override public void up() { } }", FINAL_OVERRIDDEN,
                        "Base.up() is final" + THERE + ", but com.acme.greeter.GreeterPlugin$Mine overrides it",
                        "com.acme.greeter.GreeterPlugin$Mine.up", "IncompatibleClassChangeError"),
                pair("super type changed", "class Base { public void up() { } } | class Loud extends Base { }",
                        "class Base { public void up() { } } | class Loud { }", "new Loud().up();", METHOD_MISSING,
                        "Loud.up() not found" + THERE, "NoSuchMethodError"),
                pair("super class gone", "class Base { public void up() { } }", "class Other { }", "new Mine();",
                        "static class Mine extends Base { }", CLASS_MISSING, "Base not found" + THERE,
                        "com.acme.greeter.GreeterPlugin$Mine.<init>:10", "NoClassDefFoundError"),
                pair("abstract method added", "class Text { public static void use(Shape s) { } } "
                                + "| interface Shape { void draw(); }",
                        "class Text { public static void use(Shape s) { s.fill(\"red\"); } } "
                                + "| interface Shape { void draw(); void fill(String colour); }",
                        "Text.use(new Mine());", "static class Mine implements Shape { public void draw() { } }",
                        NOT_IMPLEMENTED, "Shape.fill(String) is abstract" + THERE
                                + ", but com.acme.greeter.GreeterPlugin$Mine does not implement it",
                        "com.acme.greeter.GreeterPlugin$Mine", "AbstractMethodError"),
                pair("package-private abstract method added", "abstract class Shape { public void draw() { } }",
                        "abstract class Shape { public void draw() { fill(); } abstract void fill(); }",
                        "new Mine().draw();", "static class Mine extends Shape { }", NOT_IMPLEMENTED,
                        "Shape.fill() is abstract" + THERE + ", but com.acme.greeter.GreeterPlugin$Mine does not",
                        "com.acme.greeter.GreeterPlugin$Mine", "AbstractMethodError"),
                pair("what is caught is no Throwable any more",
                        "class Text { public static void up() throws Oops { } } | class Oops extends Exception { }",
                        "class Text { public static void up() { } } | class Oops { }", "Mine.go();",
                        "static class Mine { static void go() { try { Text.up(); } catch (Oops e) { } } }",
                        CLASS_CHANGED, "Oops is no Throwable" + THERE + ", but is caught",
                        "com.acme.greeter.GreeterPlugin$Mine.go:" + (LINE + 4), "VerifyError"),
                pair("abstract method added to what a lambda implements",
                        "class Text { public static void use(Shape s) { } } | interface Shape { void draw(); }",
                        "class Text { public static void use(Shape s) { s.fill(\"red\"); } } "
                                + "| interface Shape { void draw(); void fill(String colour); }",
                        "Text.use(() -> { });", NOT_IMPLEMENTED, "Shape.fill(String) is abstract" + THERE
                                + ", and the lambda does not implement it", "AbstractMethodError"),
                pair("gone, called in a lambda", "class Text { public static void up() { } }", "class Text { }",
                        "Runnable r = () -> Text.up(); r.run();", "", METHOD_MISSING, "Text.up() not found" + THERE,
                        "com.acme.greeter.GreeterPlugin.lambda$start$0:" + LINE, "NoSuchMethodError"),
                pair("gone, a method reference", "class Text { public static void up() { } }", "class Text { }",
                        "Runnable r = Text::up; r.run();", METHOD_MISSING, "Text.up() not found" + THERE,
                        "NoSuchMethodError"),
                pair("gone, a constructor reference", "class Text { public Text(String s) { } }",
                        "class Text { public Text(int i) { } }",
                        "java.util.function.Function<String, Text> f = Text::new; f.apply(\"\");", METHOD_MISSING,
                        "Text(String) not found" + THERE + "; found: constructor(int)", "NoSuchMethodError"),
                pair("constructor gone", "class Text { public Text(String s) { } }", "class Text { }",
                        "new Text(\"\");", METHOD_MISSING, "Text(String) not found" + THERE
                                + "; found: constructor()", "NoSuchMethodError"),
                pair("record component gone", "record Point(int x, int y) { }", "record Point(int y, int z) { "
                                + "public static Object of() { return null; } }",
                        "Object o = new Point(1, 2); if (o instanceof Point p) { p.x(); }", METHOD_MISSING,
                        "Point.x() not found" + THERE, "NoSuchMethodError"),
                pair("enum constant gone", "enum Colour { RED, BLUE }", "enum Colour { BLUE }",
                        "Object o = Colour.RED;", FIELD_MISSING, "Colour.RED not found" + THERE, "NoSuchFieldError"),
                pair("exception type gone", "class Text { public static void run() throws Failure { } } "
                                + "| class Failure extends Exception { }",
                        "class Text { public static void run() { throw new IllegalStateException(); } }",
                        "try { Text.run(); } catch (Failure e) { }", "", CLASS_MISSING,
                        "Failure not found" + THERE, "com.acme.greeter.GreeterPlugin.start:" + LINE,
                        "NoClassDefFoundError"),
                pair("interface method gone", "class Text { public static Shape shape() { return () -> { }; } } "
                                + "| interface Shape { void draw(); }",
                        "class Text { public static Shape shape() { return () -> { }; } } "
                                + "| interface Shape { void fill(); }", "Text.shape().draw();", METHOD_MISSING,
                        "Shape.draw() not found" + THERE, "NoSuchMethodError"),
                pair("inherited method gone", "class Base { protected void up() { } }", "class Base { }",
                        "new Mine().run();", "static class Mine extends Base { void run() { up(); } }",
                        METHOD_MISSING, "", "", "NoSuchMethodError")
                        .inherited());
    }

    /** The reference names the plugin's own class, as the JVM's error does. */
    private BrokenPair inherited() {
        return new BrokenPair(name, before, after, body, more, kind, "com.acme.greeter.GreeterPlugin$Mine.up() not "
                + "found in the JAR or com.acme.text.Base" + THERE,
                "com.acme.greeter.GreeterPlugin$Mine.run:10", error);
    }

    /** Pairs that take patterns of Java 21. */
    static List<BrokenPair> ofJava21() {
        return List.of(
                pair("record component gone from a record pattern", "record Point(int x, int y) { }",
                        "record Point(int y, int z) { }",
                        "Object o = new Point(1, 2); if (o instanceof Point(int x, int y)) { o.hashCode(); }",
                        METHOD_MISSING, "Point.x() not found" + THERE, "NoSuchMethodError"),
                pair("class gone from a type pattern", "class Text { } | class Gone { }", "class Text { }",
                        "Object o = 1; switch (o) { case Gone g -> { } case String s -> { } default -> { } }",
                        CLASS_MISSING, "Gone not found" + THERE, "NoClassDefFoundError"));
    }

    @Override
    public String toString() {
        return name;
    }
}
