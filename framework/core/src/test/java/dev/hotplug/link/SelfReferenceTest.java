package dev.hotplug.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.fixture.Sources;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What a class refers to in itself, which no compiler gets wrong, but tools that change class files do. */
class SelfReferenceTest {

    private static final String SOURCE = """
            package p; public class A {
                int size; static int count;
                void run() { size++; }
                static void all() { count++; }
                Object use() { run(); all(); return new A(); }
            }
            """;

    /** Changes the flags of what has that name, or leaves it out. */
    private static String sentence(String name, int flags, boolean leaveOut) {
        ClassWriter writer = new ClassWriter(0);
        byte[] file = Sources.compile(SOURCE).get("p/A.class");
        new ClassReader(file).accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(int version, int access, String type, String signature, String superName,
                              String[] interfaces) {
                super.visit(version, type.equals(name) ? access ^ flags : access, type, signature, superName,
                        interfaces);
            }

            @Override
            public FieldVisitor visitField(int access, String field, String descriptor, String signature,
                                           Object value) {
                return !field.equals(name) ? super.visitField(access, field, descriptor, signature, value)
                        : leaveOut ? null : super.visitField(access ^ flags, field, descriptor, signature, value);
            }

            @Override
            public MethodVisitor visitMethod(int access, String method, String descriptor, String signature,
                                             String[] exceptions) {
                return !method.equals(name) ? super.visitMethod(access, method, descriptor, signature, exceptions)
                        : leaveOut ? null
                        : super.visitMethod(access ^ flags, method, descriptor, signature, exceptions);
            }
        }, 0);
        return String.join("; ", new Linking().own(Map.of("p/A.class", writer.toByteArray())).sentences());
    }

    @Test
    void whatIsAsItWas_hasNoFinding() {
        assertThat(sentence("", 0, false)).isEmpty();
    }

    @Test
    void whatIsGone_isNamedWithItsPlace() {
        assertThat(sentence("run", 0, true)).isEqualTo("p.A.run() not found in the JAR; build the JAR again; "
                + "used by p.A.use:5 (NoSuchMethodError)");
        assertThat(sentence("size", 0, true)).isEqualTo("p.A.size not found in the JAR; build the JAR again; "
                + "used by p.A.run:3 (NoSuchFieldError)");
    }

    @Test
    void whatBecameStaticOrCeasedToBe_isNamed() {
        assertThat(sentence("run", Opcodes.ACC_STATIC, false)).contains("p.A.run() is static in the JAR")
                .contains("p.A.use:5");
        assertThat(sentence("all", Opcodes.ACC_STATIC, false)).contains("p.A.all() is not static in the JAR");
        assertThat(sentence("count", Opcodes.ACC_STATIC, false)).contains("p.A.count is not static in the JAR");
    }

    @Test
    void whatBecameAbstract_isNamedWhereItIsCreated() {
        assertThat(sentence("p/A", Opcodes.ACC_ABSTRACT, false)).contains("p.A is abstract in the JAR")
                .contains("p.A.use:5 (InstantiationError)");
    }
}
