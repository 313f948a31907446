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
    void annotationsThatGoOnBehindTheirEnd_areRefused() {
        byte[] file = type((writer, bytes) -> {
            bytes.putShort(1).putShort(writer.newUTF8(EXPORT)).putShort(1).putShort(writer.newUTF8("ranking"));
            bytes.putByte('B');
        });
        byte[] more = java.util.Arrays.copyOf(file, file.length + 2);
        assertThatThrownBy(() -> AnnotatedClassReader.read(more)).isInstanceOf(IllegalArgumentException.class);
    }
}
