package dev.hotplug.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads from a class file what linking against the class needs, and finds where its code lies.
 *
 * <p>Without ASM, whose visitors would decode every instruction, line and frame into objects, which costs more than the
 * JVM needs to load the class.
 */
final class FactsReader {

    private static final int ATTRIBUTE_HEADER = 6;
    private static final int CODE_HEADER = 8;
    private static final int LONGEST_CODE = 65_535;
    private static final int[] NONE = {};
    private static final byte[] CODE = ClassBytes.ascii("Code");
    private static final byte[] EXCEPTIONS = ClassBytes.ascii("Exceptions");

    private final ClassBytes file;
    private final List<Member> fields = new ArrayList<>();
    private final List<Member> methods = new ArrayList<>();
    /** Numbers of the texts, of the fields first. */
    private int[] descriptors = new int[16];
    private int described;
    private final List<Code> codes = new ArrayList<>();
    private int[] components = NONE;
    private int[] exceptions = NONE;
    private int exceptionCount;
    private String nestHost;
    private List<String> permitted;
    private int[] bootstraps = NONE;

    /**
     * The code of a method.
     *
     * @param method the method
     * @param offset where the attribute's content begins
     * @param end where it ends
     */
    record Code(Member method, int offset, int end) {
    }

    /**
     * Reads a class file.
     *
     * @throws RuntimeException of any type if it is malformed
     */
    FactsReader(byte[] bytes) {
        file = new ClassBytes(bytes);
        int header = file.header();
        int offset = header + 8 + 2 * file.u2(header + 6);
        offset = members(offset, fields);
        offset = members(offset, methods);
        int count = file.u2(offset);
        offset += 2;
        for (int i = 0; i < count; i++) {
            int next = next(offset);
            attribute(file.textAt(offset), offset + ATTRIBUTE_HEADER, next);
            offset = next;
        }
        if (offset > bytes.length) {
            throw new IllegalArgumentException("truncated");
        }
    }

    /** Facts on a class; {@linkplain TypeFacts#unreadable unreadable} ones if the class file is malformed. */
    static TypeFacts read(String internalName, byte[] bytes) {
        try {
            return new FactsReader(bytes).facts();
        } catch (RuntimeException garbage) {
            // ASM checks nothing: a malformed class file ends in any exception.
            return TypeFacts.unreadable(internalName);
        }
    }

    /** Major version, or -1 if the bytes are no class file. */
    static int majorVersion(byte[] bytes) {
        boolean magic = bytes.length >= 10 && bytes[0] == (byte) 0xCA && bytes[1] == (byte) 0xFE
                && bytes[2] == (byte) 0xBA && bytes[3] == (byte) 0xBE;
        return magic ? (bytes[6] & 0xFF) << 8 | bytes[7] & 0xFF : -1;
    }

    /** Whether the class file depends on preview features, which only the very version has that it is compiled for. */
    static boolean isPreview(byte[] bytes) {
        return bytes[4] == -1 && bytes[5] == -1;
    }

    private int members(int start, List<Member> members) {
        int count = file.u2(start);
        int offset = start + 2;
        for (int i = 0; i < count; i++) {
            Member member = new Member(file.textAt(offset + 2), file.textAt(offset + 4), file.u2(offset));
            members.add(member);
            if (described == descriptors.length) {
                descriptors = Arrays.copyOf(descriptors, 2 * described);
            }
            descriptors[described++] = file.u2(offset + 4);
            int attributes = file.u2(offset + 6);
            offset += 8;
            for (int j = 0; j < attributes; j++) {
                int next = next(offset);
                if (members == methods && file.isTextAt(offset, CODE)) {
                    codes.add(code(member, offset + ATTRIBUTE_HEADER, next));
                } else if (members == methods && file.isTextAt(offset, EXCEPTIONS)) {
                    exceptions(offset + ATTRIBUTE_HEADER, next);
                }
                offset = next;
            }
        }
        return offset;
    }

    private Code code(Member method, int content, int end) {
        // Behind the instructions stand two counts, that of handlers and that of attributes.
        int room = end - content - CODE_HEADER - 4;
        int length = room < 0 ? 0 : file.s4(content + 4);
        if (length <= 0 || length > Math.min(room, LONGEST_CODE)) {
            throw new IllegalArgumentException("code of " + length + " bytes in an attribute of " + (end - content));
        }
        return new Code(method, content, end);
    }

    private void exceptions(int content, int end) {
        int count = file.u2(content);
        requireEnd(content + 2 + 2 * count, end);
        if (exceptionCount + count > exceptions.length) {
            exceptions = Arrays.copyOf(exceptions, 2 * exceptionCount + count);
        }
        for (int i = 0; i < count; i++) {
            exceptions[exceptionCount++] = file.u2(content + 2 + 2 * i);
        }
    }

    /** Else what stands behind an attribute would be read with it, and again with the next one, and so on. */
    static void requireEnd(int reached, int end) {
        if (reached != end) {
            throw new IllegalArgumentException("content of an attribute ends at " + reached + ", expected " + end);
        }
    }

    private void attribute(String attribute, int content, int end) {
        switch (attribute) {
            case "NestHost" -> {
                requireEnd(content + 2, end);
                nestHost = file.classAt(content);
            }
            case "PermittedSubclasses" -> {
                requireEnd(content + 2 + 2 * file.u2(content), end);
                permitted = classes(content);
            }
            case "BootstrapMethods" -> {
                bootstraps = new int[file.u2(content)];
                int offset = content + 2;
                for (int i = 0; i < bootstraps.length; i++) {
                    bootstraps[i] = offset;
                    offset += 4 + 2 * file.u2(offset + 2);
                }
                requireEnd(offset, end);
            }
            case "Record" -> {
                components = new int[file.u2(content)];
                int offset = content + 2;
                for (int i = 0; i < components.length; i++) {
                    components[i] = file.u2(offset + 2);
                    int attributes = file.u2(offset + 4);
                    offset += 6;
                    for (int j = 0; j < attributes; j++) {
                        offset = next(offset);
                    }
                }
                requireEnd(offset, end);
            }
            default -> { }
        }
    }

    private List<String> classes(int content) {
        List<String> names = new ArrayList<>();
        int count = file.u2(content);
        for (int i = 0; i < count; i++) {
            names.add(file.classAt(content + 2 + 2 * i));
        }
        return names;
    }

    /** Where the attribute ends that begins here. */
    int next(int attribute) {
        int length = file.s4(attribute + 2);
        if (length < 0 || length > file.length() - attribute - ATTRIBUTE_HEADER) {
            throw new IllegalArgumentException("length of an attribute: " + length);
        }
        return attribute + ATTRIBUTE_HEADER + length;
    }

    /** What was read. */
    TypeFacts facts() {
        int header = file.header();
        String name = file.classAt(header + 2);
        return new TypeFacts(name, file.u2(header), file.classAt(header + 4), classes(header + 6),
                nestHost == null ? name : nestHost, permitted, fields, methods);
    }

    /** The class file. */
    ClassBytes file() {
        return file;
    }

    List<Member> fields() {
        return fields;
    }

    List<Member> methods() {
        return methods;
    }

    /** The number of the text that describes a member; fields are counted first, then methods. */
    int descriptor(int member) {
        return descriptors[member];
    }

    List<Code> codes() {
        return codes;
    }

    /** The numbers of the texts that describe a record's components. */
    int[] components() {
        return components;
    }

    /** How many exceptions the methods declare. */
    int exceptionCount() {
        return exceptionCount;
    }

    /** The number of the class of an exception that a method declares. */
    int exception(int i) {
        return exceptions[i];
    }

    /** Where the bootstrap method of that index is described. */
    int bootstrap(int index) {
        return bootstraps[index];
    }
}
