package dev.hotplug.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads from a class file what linking against the class needs. */
class FactsReader extends ClassVisitor {

    /** The newest class file version that ASM reads. Newer ones differ in what is of no interest here, as a rule. */
    private static final int NEWEST_READABLE = Opcodes.V28;

    private final List<Member> fields = new ArrayList<>();
    private final List<Member> methods = new ArrayList<>();
    private String name;
    private int access;
    private String superName;
    private List<String> interfaces = List.of();
    private String nestHost;
    private List<String> permitted;

    FactsReader() {
        super(Opcodes.ASM9);
    }

    /** Facts on a class; {@linkplain TypeFacts#unreadable unreadable} ones if the class file is malformed. */
    static TypeFacts read(String internalName, byte[] bytes) {
        FactsReader reader = new FactsReader();
        try {
            readable(bytes).accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return reader.facts();
        } catch (RuntimeException | StackOverflowError garbage) {
            // ASM checks nothing: a malformed class file ends in any exception.
            return TypeFacts.unreadable(internalName);
        }
    }

    /** A reader of that class file. */
    static ClassReader readable(byte[] bytes) {
        if (majorVersion(bytes) <= NEWEST_READABLE) {
            return new ClassReader(bytes);
        }
        byte[] older = Arrays.copyOf(bytes, bytes.length);
        older[6] = 0;
        older[7] = (byte) NEWEST_READABLE;
        return new ClassReader(older);
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

    /** What was read. */
    final TypeFacts facts() {
        return new TypeFacts(name, access, superName, interfaces, nestHost == null ? name : nestHost, permitted,
                fields, methods);
    }

    @Override
    public void visit(int version, int flags, String className, String signature, String extended,
            String[] implemented) {
        name = className;
        access = flags;
        superName = extended;
        interfaces = implemented == null ? List.of() : List.of(implemented);
    }

    @Override
    public void visitNestHost(String host) {
        nestHost = host;
    }

    @Override
    public void visitPermittedSubclass(String subclass) {
        permitted = permitted == null ? new ArrayList<>() : permitted;
        permitted.add(subclass);
    }

    @Override
    public FieldVisitor visitField(int flags, String field, String descriptor, String signature, Object value) {
        fields.add(new Member(field, descriptor, flags));
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int flags, String method, String descriptor, String signature,
            String[] exceptions) {
        methods.add(new Member(method, descriptor, flags));
        return null;
    }
}
