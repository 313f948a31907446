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
 * compiler that inlines a constant leaves the name of its class there.
 */
final class NamedTypes extends ClassVisitor {

    private static final int CLASS = 7;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_TYPE = 16;

    private final Set<String> names = new HashSet<>();

    private NamedTypes() {
        super(Opcodes.ASM9);
    }

    /**
     * Reads a class file.
     *
     * @return internal names, arrays reduced to their elements; empty if it is malformed
     */
    static Set<String> of(byte[] bytes) {
        NamedTypes types = new NamedTypes();
        try {
            ClassReader reader = References.readable(bytes);
            types.readPool(reader);
            reader.accept(types, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (RuntimeException malformed) {
            return Set.of();
        }
        return types.names;
    }

    private void readPool(ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            // Behind a long or double there is an item that is none.
            int tag = item == 0 ? 0 : reader.readByte(item - 1);
            if (tag == CLASS) {
                String name = reader.readUTF8(item, buffer);
                if (name.startsWith("[")) {
                    descriptor(name);
                } else {
                    names.add(name);
                }
            } else if (tag == NAME_AND_TYPE) {
                descriptor(reader.readUTF8(item + 2, buffer));
            } else if (tag == METHOD_TYPE) {
                descriptor(reader.readUTF8(item, buffer));
            }
        }
    }

    private void descriptor(String descriptor) {
        for (int from = descriptor.indexOf('L'); from >= 0; from = descriptor.indexOf('L', from)) {
            int to = descriptor.indexOf(';', from);
            names.add(descriptor.substring(from + 1, to));
            from = to;
        }
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        descriptor(descriptor);
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
            String[] exceptions) {
        descriptor(descriptor);
        return null;
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
        descriptor(descriptor);
        return null;
    }
}
