package dev.hotplug.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** What reading annotations costs: no more than the class file has bytes, whatever it says. */
class AnnotationReaderTest {

    private static final String EXPORT = "Ldev/hotplug/api/Export;";

    private static final class Raw extends Attribute {

        private final BiConsumer<ClassWriter, ByteVector> content;

        Raw(BiConsumer<ClassWriter, ByteVector> content) {
            super("RuntimeVisibleAnnotations");
            this.content = content;
        }

        @Override
        protected ByteVector write(ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
            ByteVector bytes = new ByteVector();
            content.accept(writer, bytes);
            return bytes;
        }
    }

    private static byte[] type(BiConsumer<ClassWriter, ByteVector> annotations) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "p/P", null, "java/lang/Object", null);
        writer.visitAttribute(new Raw(annotations));
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void aClassThatIsNamedOftenInOneAnnotation_isKeptOnce() {
        byte[] file = type((writer, bytes) -> {
            int name = writer.newUTF8("L" + "a".repeat(65_533) + ";");
            bytes.putShort(1).putShort(writer.newUTF8(EXPORT)).putShort(1).putShort(writer.newUTF8("type"));
            bytes.putByte('[').putShort(2);
            for (int i = 0; i < 2; i++) {
                bytes.putByte('c').putShort(name);
            }
        });
        List<?> values = (List<?>) AnnotatedClassReader.read(file).annotation("Export").get("type");
        assertThat(values).hasSize(2).allSatisfy(value ->
                assertThat(((AnnotationReader.ClassName) value).descriptor())
                        .isSameAs(((AnnotationReader.ClassName) values.get(0)).descriptor()));
    }

    @Test
    void aTextThatIsReadTensOfThousandsOfTimes_isRefused() {
        byte[] file = type((writer, bytes) -> {
            int text = writer.newUTF8(" " + "a".repeat(65_534));
            bytes.putShort(1).putShort(writer.newUTF8(EXPORT)).putShort(1).putShort(writer.newUTF8("requires"));
            bytes.putByte('[').putShort(65_535);
            for (int i = 0; i < 65_535; i++) {
                bytes.putByte('s').putShort(text);
            }
        });
        assertThatThrownBy(() -> AnnotatedClassReader.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more text");
    }

    @Test
    void parametersOfOneLongType_areRefused() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "p/P", null, "java/lang/Object", null);
        for (int i = 0; i < 100; i++) {
            writer.visitField(0, "f" + i, "L" + "a".repeat(65_533) + ";", null, null)
                    .visitAnnotation("Ldev/hotplug/api/Param;", true).visitEnd();
        }
        byte[] file = writer.toByteArray();
        assertThatThrownBy(() -> AnnotatedClassReader.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more text");
    }

    @Test
    void annotationsThatGoOnBehindTheirEnd_areRefused() {
        byte[] file = type((writer, bytes) -> {
            bytes.putShort(1).putShort(writer.newUTF8(EXPORT)).putShort(1).putShort(writer.newUTF8("ranking"));
            bytes.putByte('B');
        });
        byte[] more = java.util.Arrays.copyOf(file, file.length + 2);
        assertThatThrownBy(() -> AnnotatedClassReader.read(more)).isInstanceOf(IllegalArgumentException.class);
    }
}
