package dev.hotplug.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;

/**
 * What other plugins can link to of one class file, as lines: what is private or package-private (but for abstract
 * methods, which break subclasses), code, debug information, generic signatures, annotations and declared exceptions are left out, since no caller links to them.
 */
final class ApiShape extends ClassVisitor {

    private static final int OF_TYPES = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_INTERFACE
            | Opcodes.ACC_ABSTRACT | Opcodes.ACC_ANNOTATION | Opcodes.ACC_ENUM | Opcodes.ACC_RECORD;
    private static final int OF_MEMBERS = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_STATIC
            | Opcodes.ACC_FINAL | Opcodes.ACC_ABSTRACT | Opcodes.ACC_ENUM;
    private static final int VISIBLE = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

    private final List<String> header = new ArrayList<>();
    private final Map<String, String> members = new TreeMap<>();
    private final Map<String, String> constants = new TreeMap<>();
    private final List<String> supers = new ArrayList<>();
    private boolean visible;
    private int components;

    private ApiShape() {
        super(Opcodes.ASM9);
    }

    /**
     * Reads a class file.
     *
     * @return its shape, or {@code null} if it is malformed
     */
    static ApiShape read(byte[] bytes) {
        ApiShape shape = new ApiShape();
        try {
            ClassFiles.reader(bytes).accept(shape,
                    ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return shape;
        } catch (RuntimeException malformed) {
            return null;
        }
    }

    /** Whether a class of another package may name it at all. */
    boolean isVisible() {
        return visible;
    }

    /** What it is itself, without its super types. */
    List<String> header() {
        return header;
    }

    /** Lines by kind, name and descriptor. */
    Map<String, String> members() {
        return members;
    }

    /** The values of its constants, as {@link ConstantText} writes them, by name. */
    Map<String, String> constants() {
        return constants;
    }

    /** Internal names: the super class, then the interfaces, sorted. */
    List<String> supers() {
        return supers;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        visible = (access & Opcodes.ACC_PUBLIC) != 0;
        header.add("type " + (access & OF_TYPES) + " " + name);
        if (superName != null) {
            supers.add(superName);
        }
        if (interfaces != null) {
            String[] sorted = interfaces.clone();
            Arrays.sort(sorted);
            supers.addAll(Arrays.asList(sorted));
        }
    }

    @Override
    public void visitPermittedSubclass(String subclass) {
        header.add("permits " + subclass);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
        // Their order is what a pattern takes them apart by.
        header.add("component " + components++ + " " + name + " " + descriptor);
        return null;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        if ((access & VISIBLE) != 0) {
            boolean constant = value != null && (access & Opcodes.ACC_STATIC) != 0 && (access & Opcodes.ACC_FINAL) != 0;
            if (constant) {
                constants.put(name, ConstantText.of(descriptor, value));
            }
            members.put("field " + name + " " + descriptor,
                    (access & OF_MEMBERS) + (constant ? " = " + constants.get(name) : ""));
        }
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
            String[] exceptions) {
        // Nobody can implement a package-private abstract method from outside, so a subclass there is broken by one.
        if ((access & (VISIBLE | Opcodes.ACC_ABSTRACT)) != 0) {
            members.put("method " + name + descriptor, String.valueOf(access & OF_MEMBERS));
        }
        return null;
    }
}
