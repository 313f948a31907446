package dev.hotplug.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.fixture.Jar;
import dev.hotplug.fixture.Sources;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Descriptor.DeclaredExport;
import dev.hotplug.model.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Class files that no compiler writes: what the scan makes of them is a descriptor or one clear refusal. */
class OddClassFilesTest {

    private static final String API = "Ldev/hotplug/api/";
    private static final String[] MANIFEST = {"Plugin-Id: a", "Plugin-Version: 1.0.0", "Plugin-Class: p.P"};

    @TempDir
    Path directory;

    private Descriptor scan(Jar jar) {
        Image image = new ImageReader(Limits.DEFAULT).read(jar.write(directory.resolve("a.jar")));
        return new DescriptorScanner().scan(image);
    }

    private PluginException refused(Jar jar) {
        PluginException refusal = catchThrowableOfType(PluginException.class, () -> scan(jar));
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.BAD_DESCRIPTOR);
        return refusal;
    }

    private static byte[] type(String name, String above, String[] interfaces, Consumer<ClassWriter> rest) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, above, interfaces);
        writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null).visitEnd();
        rest.accept(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** An entry class with {@code @PluginDescriptor} of these values beside id and version. */
    private static byte[] entry(Consumer<AnnotationVisitor> values) {
        return type("p/P", "java/lang/Object", new String[] {"dev/hotplug/api/Plugin"}, writer -> {
            AnnotationVisitor annotation = writer.visitAnnotation(API + "PluginDescriptor;", true);
            annotation.visit("id", "a");
            annotation.visit("version", "1.0.0");
            values.accept(annotation);
            annotation.visitEnd();
        });
    }

    private static byte[] exported(Consumer<AnnotationVisitor> values) {
        return type("p/E", "java/lang/Object", new String[] {"java/lang/Runnable"}, writer -> {
            AnnotationVisitor annotation = writer.visitAnnotation(API + "Export;", true);
            values.accept(annotation);
            annotation.visitEnd();
        });
    }

    @Test
    void valuesOfOtherTypes_areNamed() {
        assertThat(refused(new Jar().with("p/P.class", entry(values -> {
            values.visit("description", 7);
            values.visit("requires", "b");
            AnnotationVisitor after = values.visitArray("after");
            after.visit(null, "c");
            after.visit(null, 1);
            after.visitEnum(null, "Lp/Color;", "RED");
            after.visitAnnotation(null, "Lp/Note;").visitEnd();
            after.visitEnd();
        }))).detail(PluginException.Defects.class).orElseThrow().lines()).containsExactlyInAnyOrder(
                "@PluginDescriptor on p.P: description of the annotation is not of the type that the API says; compile "
                        + "against this version of it",
                "@PluginDescriptor on p.P: requires of the annotation is not of the type that the API says; compile "
                        + "against this version of it",
                "@PluginDescriptor on p.P: after of the annotation holds something that is not a text");
    }

    @Test
    void exportsOfWhatIsNoClass_areNamed() {
        for (String type : new String[] {"I", "[Ljava/lang/String;"}) {
            assertThat(refused(new Jar().with("p/P.class", entry(values -> { })).with("p/E.class",
                    exported(values -> values.visit("type", Type.getType(type))))))
                    .hasMessageContaining("expected an interface or a class");
        }
        assertThat(refused(new Jar().with("p/P.class", entry(values -> { })).with("p/E.class",
                exported(values -> values.visit("type", Type.getMethodType("(I)V"))))))
                .hasMessageContaining("@Export on p.E: type of the annotation is no class");
    }

    @Test
    void annotationsThatTheJvmDoesNotShow_doNotCount() {
        byte[] hidden = type("p/E", "java/lang/Object", null,
                writer -> writer.visitAnnotation(API + "Export;", false).visitEnd());
        byte[] onAnother = type("p/F", "java/lang/Object", null, writer -> {
            AnnotationVisitor other = writer.visitAnnotation("Lp/Note;", true);
            other.visitAnnotation("value", API + "Export;").visitEnd();
            other.visitEnd();
        });
        assertThat(scan(new Jar().with("p/P.class", entry(values -> { })).with("p/E.class", hidden)
                .with("p/F.class", onAnother)).exports()).isEmpty();
    }

    @Test
    void anAnnotationThatIsThereTwice_countsOnce() {
        byte[] twice = type("p/E", "java/lang/Object", new String[] {"java/lang/Runnable"}, writer -> {
            for (String name : new String[] {"first", "second"}) {
                AnnotationVisitor annotation = writer.visitAnnotation(API + "Export;", true);
                annotation.visit("name", name);
                annotation.visitEnd();
            }
        });
        assertThat(scan(new Jar().with("p/P.class", entry(values -> { })).with("p/E.class", twice)).exports())
                .containsExactly(new DeclaredExport("p.E", "java.lang.Runnable", "first", 0));
    }

    @Test
    void aClassInAnothersPlace_isNotSeen() {
        assertThat(refused(new Jar().with("q/P.class", entry(values -> { })))).hasMessageContaining("no class carries");
        assertThat(scan(new Jar().with("p/P.class", exported(values -> { })).manifest(MANIFEST)).exports()).isEmpty();
    }

    @Test
    void aCircleOfSuperTypes_isGoneRoundOnce() {
        String[] none = {};
        Jar circle = new Jar().with("p/P.class", type("p/P", "p/Q", none, writer -> { }))
                .with("p/Q.class", type("p/Q", "p/P", new String[] {"p/Q"}, writer -> { })).manifest(MANIFEST);
        assertThat(refused(circle)).hasMessageContaining("does not implement dev.hotplug.api.Plugin");
    }

    @Test
    void whatSuperTypesCannotTell_isLeftToTheLinker() {
        String[] none = {};
        assertThat(scan(new Jar().with("p/P.class", type("p/P", "q/Elsewhere", none, writer -> { })).manifest(MANIFEST))
                .entryClass()).isEqualTo("p.P");
    }

    @Test
    void aPackageDescriptor_isNoEntryClass() {
        Jar jar = new Jar().with(Sources.compile("@Deprecated package p;"));
        assertThat(scan(jar.manifest("Plugin-Id: a", "Plugin-Version: 1.0.0", "Plugin-Class: p.package-info"))
                .entryClass()).isEqualTo("p.package-info");
    }

    @Test
    void aDamagedEntryClass_isNamed() {
        byte[] sound = entry(values -> { });
        byte[] cut = java.util.Arrays.copyOf(sound, sound.length - 9);
        assertThat(refused(new Jar().with("p/P.class", cut).manifest(MANIFEST)))
                .hasMessageContaining("class p.P is not a class file, or damaged; build the JAR again");
    }

    @Test
    void aNewerClassFile_isRead() {
        byte[] newer = entry(values -> { });
        newer[6] = 1;
        assertThat(scan(new Jar().with("p/P.class", newer)).id()).isEqualTo("a");
    }

    /** Each of these would send a reader who trusts it back to where it was. */
    @Test
    void anAttributeOfNegativeLength_isRefusedAtOnce() {
        byte[] bytes = entry(values -> { });
        ByteBuffer file = ByteBuffer.wrap(bytes);
        // The annotations are the last attribute: the length stands before its content.
        String name = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(name).contains("RuntimeVisibleAnnotations");
        int length = lastLength(file);
        file.putInt(length, -6);
        assertThat(refused(new Jar().with("p/P.class", bytes))).hasMessageContaining("class p.P is not a class file");
    }

    /** Where the length of the only attribute of the class stands. */
    private static int lastLength(ByteBuffer file) {
        for (int at = file.capacity() - 4; ; at--) {
            if (file.getInt(at) == file.capacity() - at - 4) {
                return at;
            }
        }
    }

    @Test
    void annotationsInAnnotationsWithoutEnd_areRefused() {
        ByteVector nested = new ByteVector();
        int depth = 200_000;
        nested.putShort(1);
        byte[] bytes = type("p/P", "java/lang/Object", new String[] {"dev/hotplug/api/Plugin"}, writer -> {
            int descriptor = writer.newUTF8(API + "PluginDescriptor;");
            int id = writer.newUTF8("id");
            nested.putShort(descriptor).putShort(1).putShort(id);
            for (int i = 0; i < depth; i++) {
                nested.putByte('[').putShort(1);
            }
            nested.putByte('s').putShort(id);
            writer.visitAttribute(new Attribute("RuntimeVisibleAnnotations") {
                @Override
                protected ByteVector write(ClassWriter to, byte[] code, int length, int stack, int locals) {
                    return nested;
                }
            });
        });
        assertThat(refused(new Jar().with("p/P.class", bytes))).hasMessageContaining("class p.P is not a class file");
    }

    @Test
    void brokenBytes_areRefusedOrOverlooked() {
        byte[] sound = Sources.compile("package p; import dev.hotplug.api.*; @Export @PluginDescriptor(id = \"a\", "
                + "version = \"1.0.0\") public class P<T> implements Plugin { "
                + "@Param(name = \"x\", required = true) java.util.Map<T, ? super String[]> field; "
                + "@Param <E> void setY(java.util.List<? extends E> value) { } "
                + "public void start(PluginContext c) { } }").get("p/P.class");
        Random random = new Random(11);
        int read = 0;
        for (int i = 0; i < 800; i++) {
            byte[] bytes = sound.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                scan(new Jar().with("p/P.class", bytes).manifest(MANIFEST));
                read++;
            } catch (PluginException refusal) {
                assertThat(refusal.reason()).isEqualTo(Reason.BAD_DESCRIPTOR);
            }
        }
        assertThat(read).isPositive();
    }
}
