package dev.hotplug.image;

import dev.hotplug.image.AnnotatedClass.Member;
import dev.hotplug.model.AttributeLengths;
import dev.hotplug.model.ClassFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Reads an {@link AnnotatedClass} from a class file.
 *
 * <p>Of ASM it takes the constant pool only. Its visitors trust the length of an attribute, and a negative one can
 * keep them busy for minutes.
 */
final class AnnotatedClassReader {

    private static final int ATTRIBUTE_HEADER = 6;

    private final ClassReader file;
    private final char[] buffer;
    private final AnnotationReader annotations;
    private final int end;

    private AnnotatedClassReader(byte[] bytes) {
        // Looking for bootstrap methods, it would go through all members at once.
        AttributeLengths.require(bytes);
        file = new ClassReader(ClassFile.upTo(Opcodes.V28, bytes));
        buffer = new char[file.getMaxStringLength()];
        annotations = new AnnotationReader(file, buffer, bytes.length);
        end = bytes.length;
    }

    /**
     * Reads a class file.
     *
     * @throws RuntimeException of any type if it is malformed; or a {@link StackOverflowError}
     */
    static AnnotatedClass read(byte[] bytes) {
        return new AnnotatedClassReader(bytes).read();
    }

    private AnnotatedClass read() {
        int header = file.header;
        int count = file.readUnsignedShort(header + 6);
        List<String> interfaces = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            interfaces.add(binaryName(header + 8 + 2 * i));
        }
        List<Member> fields = new ArrayList<>();
        List<Member> methods = new ArrayList<>();
        int offset = members(header + 8 + 2 * count, fields, false);
        offset = members(offset, methods, true);
        Map<String, Map<String, Object>> found = new HashMap<>();
        for (int left = file.readUnsignedShort(offset), at = offset + 2; left > 0; left--) {
            if (isAnnotations(file.readUTF8(at, buffer))) {
                annotations(at, found);
            }
            at = next(at);
        }
        boolean isRoot = file.readUnsignedShort(header + 4) == 0;
        return new AnnotatedClass(binaryName(header + 2), file.readUnsignedShort(header),
                isRoot ? null : binaryName(header + 4), interfaces, found, fields, methods);
    }

    private String binaryName(int offset) {
        return file.readClass(offset, buffer).replace('/', '.');
    }

    /** Reads those of an attribute. What went on behind its end would be read again by the next one, and so on. */
    private void annotations(int attribute, Map<String, Map<String, Object>> found) {
        if (annotations.read(attribute + ATTRIBUTE_HEADER, found) > next(attribute)) {
            throw new IllegalArgumentException("annotations that do not fit into their attribute");
        }
    }

    private static boolean isAnnotations(String attribute) {
        return "RuntimeVisibleAnnotations".equals(attribute);
    }

    /** Where what follows the members begins. */
    private int members(int start, List<Member> members, boolean areMethods) {
        int offset = start + 2;
        for (int left = file.readUnsignedShort(start); left > 0; left--) {
            Map<String, Map<String, Object>> found = Map.of();
            String signature = null;
            int at = offset + 8;
            for (int attributes = file.readUnsignedShort(offset + 6); attributes > 0; attributes--) {
                String attribute = file.readUTF8(at, buffer);
                if (isAnnotations(attribute)) {
                    found = found.isEmpty() ? new HashMap<>() : found;
                    annotations(at, found);
                } else if ("Signature".equals(attribute)) {
                    signature = file.readUTF8(at + ATTRIBUTE_HEADER, buffer);
                }
                at = next(at);
            }
            Map<String, Object> param = found.get("Param");
            if (param != null || areMethods) {
                members.add(member(offset, param, signature, areMethods));
            }
            offset = at;
        }
        return offset;
    }

    private Member member(int offset, Map<String, Object> param, String signature, boolean isMethod) {
        int access = file.readUnsignedShort(offset);
        String name = Objects.requireNonNull(file.readUTF8(offset + 2, buffer));
        String descriptor = Objects.requireNonNull(file.readUTF8(offset + 4, buffer));
        if (param == null) {
            return new Member(access, name, descriptor, null, 0, null);
        }
        // Its type is written anew, and its class named with it wherever something is wrong.
        annotations.take(file.readClass(file.header + 2, buffer).length() + name.length() + descriptor.length()
                + (signature == null ? 0 : signature.length()));
        int parameters = isMethod ? Type.getArgumentCount(descriptor) : 0;
        String type = !isMethod ? TypeText.of(signature, descriptor)
                : parameters == 0 ? "void" : TypeText.ofFirstParameter(signature, descriptor);
        return new Member(access, name, descriptor, param, parameters, type);
    }

    /** Where the attribute ends that begins here. */
    private int next(int attribute) {
        int length = file.readInt(attribute + 2);
        int next = attribute + ATTRIBUTE_HEADER + length;
        if (length < 0 || next < 0 || next > end) {
            throw new IllegalArgumentException("length of an attribute: " + length);
        }
        return next;
    }
}
