package dev.hotplug.link;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/**
 * Collects the names of the classes that the JVM may look up because of one class file. Annotations are not
 * among them, since the JVM ignores those whose type is missing, nor is the list of inner classes, which
 * may name what a shrinker removed and is read by reflection only, nor are debug information and frames.
 */
final class References extends ClassVisitor {

    /** The newest class file version that ASM reads. Newer ones differ in what is of no interest here, as a rule. */
    private static final int NEWEST_READABLE = Opcodes.V28;

    private final Set<String> names = new HashSet<>();
    private final MethodVisitor code = new Code();
    private String thisClass;

    private References() {
        super(Opcodes.ASM9);
    }

    /**
     * Reads a class file.
     *
     * @throws RuntimeException of any type if it is malformed
     */
    static References read(byte[] bytes) {
        References references = new References();
        readable(bytes).accept(references, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return references;
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

    private static ClassReader readable(byte[] bytes) {
        if (majorVersion(bytes) <= NEWEST_READABLE) {
            return new ClassReader(bytes);
        }
        byte[] older = Arrays.copyOf(bytes, bytes.length);
        older[6] = 0;
        older[7] = (byte) NEWEST_READABLE;
        return new ClassReader(older);
    }

    /** Internal name that the class has in itself. */
    String thisClass() {
        return thisClass;
    }

    /** Internal names, arrays reduced to their elements. */
    Set<String> names() {
        return names;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        thisClass = name;
        type(superName);
        types(interfaces);
    }

    @Override
    public void visitNestHost(String host) {
        type(host);
    }

    @Override
    public void visitPermittedSubclass(String subclass) {
        type(subclass);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
        descriptor(descriptor);
        return null;
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
        types(exceptions);
        return code;
    }

    private void types(String[] internalNames) {
        if (internalNames != null) {
            for (String name : internalNames) {
                type(name);
            }
        }
    }

    /** Takes an internal name or, for arrays, a descriptor, as class constants hold them. */
    private void type(String internalName) {
        if (internalName == null) {
            return;
        }
        if (internalName.startsWith("[")) {
            descriptor(internalName);
        } else {
            names.add(internalName);
        }
    }

    private void descriptor(String descriptor) {
        int from = descriptor.indexOf('L');
        while (from >= 0) {
            int to = descriptor.indexOf(';', from);
            names.add(descriptor.substring(from + 1, to));
            from = descriptor.indexOf('L', to);
        }
    }

    private void handle(Handle handle) {
        type(handle.getOwner());
        descriptor(handle.getDesc());
    }

    private void constant(Object value) {
        if (value instanceof Type type) {
            descriptor(type.getDescriptor());
        } else if (value instanceof Handle handle) {
            handle(handle);
        } else if (value instanceof ConstantDynamic dynamic) {
            descriptor(dynamic.getDescriptor());
            handle(dynamic.getBootstrapMethod());
            for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                constant(dynamic.getBootstrapMethodArgument(i));
            }
        }
    }

    private final class Code extends MethodVisitor {

        Code() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            type(type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            type(owner);
            descriptor(descriptor);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            type(owner);
            descriptor(descriptor);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            descriptor(descriptor);
            handle(bootstrap);
            for (Object argument : arguments) {
                constant(argument);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            constant(value);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            descriptor(descriptor);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            type(type);
        }
    }
}
