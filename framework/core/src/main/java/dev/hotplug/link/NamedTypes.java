package dev.hotplug.link;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;

/**
 * The types that a class file names anywhere in its constant pool, whether or not an instruction uses them: a
 * compiler that copies a constant mostly leaves the name of its class there.
 */
final class NamedTypes extends ClassVisitor {

    private static final int CLASS = 7;
    private static final int FIELD_REFERENCE = 9;
    private static final int INTERFACE_METHOD_REFERENCE = 11;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_TYPE = 16;

    private final Set<String> named = new HashSet<>();
    private final Set<String> linked = new HashSet<>();

    private NamedTypes() {
        super(Opcodes.ASM9);
    }

    /**
     * Reads a class file.
     *
     * @return the types; none if it is malformed
     */
    static NamedTypes read(byte[] bytes) {
        NamedTypes types = new NamedTypes();
        try {
            ClassReader reader = ClassFiles.reader(bytes);
            types.readPool(reader);
            reader.accept(types, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            types.named.addAll(types.linked);
            return types;
        } catch (RuntimeException malformed) {
            return new NamedTypes();
        }
    }

    /** Internal names of all of them, arrays reduced to their elements. */
    Set<String> all() {
        return named;
    }

    /** Those of them that stand in a descriptor, or own a field or method that is used. */
    Set<String> linked() {
        return linked;
    }

    private void readPool(ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            // Behind a long or double there is an item that is none.
            int tag = item == 0 ? 0 : reader.readByte(item - 1);
            if (tag == CLASS) {
                add(reader.readUTF8(item, buffer), named);
            } else if (tag >= FIELD_REFERENCE && tag <= INTERFACE_METHOD_REFERENCE) {
                add(reader.readClass(item, buffer), linked);
            } else if (tag == NAME_AND_TYPE) {
                descriptor(reader.readUTF8(item + 2, buffer), linked);
            } else if (tag == METHOD_TYPE) {
                descriptor(reader.readUTF8(item, buffer), linked);
            }
        }
    }

    /** Takes an internal name or, for arrays, a descriptor, as class constants hold them. */
    static void add(String name, Set<String> types) {
        if (name.startsWith("[")) {
            descriptor(name, types);
        } else {
            types.add(name);
        }
    }

    private static void descriptor(String descriptor, Set<String> types) {
        for (int from = descriptor.indexOf('L'); from >= 0; from = descriptor.indexOf('L', from)) {
            int to = descriptor.indexOf(';', from);
            types.add(descriptor.substring(from + 1, to));
            from = to;
        }
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        descriptor(descriptor, linked);
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
            String[] exceptions) {
        descriptor(descriptor, linked);
        return null;
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
        descriptor(descriptor, linked);
        return null;
    }
}
