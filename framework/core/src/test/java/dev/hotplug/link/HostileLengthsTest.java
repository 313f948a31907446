package dev.hotplug.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.model.LinkFinding;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Attributes that hold more than their length says: each of thousands could have the rest of the file read again. */
class HostileLengthsTest {

    /** So many that its length ends in zeros: whatever is read in their place counts nothing. */
    private static final int PADDING = 0x10000;

    /** An attribute of these numbers, of two bytes each. */
    private static Attribute attribute(String name, int... numbers) {
        return new Attribute(name) {
            @Override
            protected ByteVector write(ClassWriter writer, byte[] code, int length, int stack, int locals) {
                ByteVector bytes = new ByteVector();
                for (int number : numbers) {
                    bytes.putShort(number);
                }
                return bytes;
            }
        };
    }

    private static byte[] type(Consumer<ClassWriter> rest) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "p/A", null, "java/lang/Object", null);
        // What is read behind the end must be there: the writer turns attributes round.
        writer.visitAttribute(attribute("Padding", new int[PADDING / 2]));
        rest.accept(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] method(Attribute... attributes) {
        return type(writer -> {
            MethodVisitor method = writer.visitMethod(Opcodes.ACC_NATIVE, "a", "()V", null, null);
            for (Attribute attribute : attributes) {
                method.visitAttribute(attribute);
            }
            method.visitEnd();
        });
    }

    private static void assertRefused(byte[] file) {
        assertThatThrownBy(() -> new FactsReader(file)).isInstanceOf(IllegalArgumentException.class);
        assertBad(file);
    }

    private static void assertBad(byte[] file) {
        assertThat(new Linking().own(Map.of("p/A.class", file)).findings()).singleElement()
                .extracting(LinkFinding::kind).isEqualTo(LinkFinding.Kind.BAD_CLASS);
    }

    @Test
    void exceptionsBehindTheirEnd_areNotRead() {
        assertRefused(method(attribute("Exceptions", 3), attribute("Exceptions", 3)));
    }

    @Test
    void codeBehindItsEnd_isNotRead() {
        assertRefused(method(attribute("Code", 1, 1, 0, 10, 0)));
        assertRefused(method(attribute("Code", 1, 1, 1, 0, 0)));
        assertRefused(method(attribute("Code", 1)));
    }

    @Test
    void handlersBehindTheEndOfCode_areNotRead() {
        assertBad(method(attribute("Code", 1, 1, 0, 2, 0x00B1, 3, 0)));
    }

    @Test
    void linesBehindTheirEnd_areNotRead() {
        assertBad(type(writer -> {
            int name = writer.newUTF8("LineNumberTable");
            MethodVisitor method = writer.visitMethod(0, "a", "()V", null, null);
            method.visitAttribute(attribute("Code", 1, 1, 0, 2, 0x00B1, 0, 1, name, 0, 2, 3));
            method.visitEnd();
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PermittedSubclasses", "BootstrapMethods", "Record", "NestHost"})
    void whatAClassListsBehindTheEnd_isNotRead(String name) {
        byte[] file = type(writer -> writer.visitAttribute(name.equals("NestHost")
                ? attribute(name) : attribute(name, 3)));
        assertRefused(file);
    }

    @Test
    void anAttributeLongerThanTheFile_isRefused() {
        byte[] file = type(writer -> { });
        // It is the padding, behind its length.
        file[file.length - PADDING - 4] = 0x7F;
        assertRefused(file);
    }
}
