package dev.hotplug.link;

import dev.hotplug.model.ClassFile;
import dev.hotplug.model.LinkFinding.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The values that one class file holds and where, to find those that a compiler copied out of another class: what is
 * pushed, compared with in a {@code switch}, added in place, put into a text, or the value of a constant.
 */
final class HeldValues extends ClassVisitor {

    private record Held(Object value, String member, int line) {
    }

    private final ClassFile file;
    private final List<Held> held = new ArrayList<>();
    private final NamedTypes types;
    /** What is named by something else than a descriptor, a member reference or a copied constant. */
    private final Set<String> used = new HashSet<>();

    private HeldValues(ClassFile file) {
        super(Opcodes.ASM9);
        this.file = file;
        types = NamedTypes.read(file.bytes());
    }

    /**
     * Reads a class file.
     *
     * @throws RuntimeException of any type if it is malformed
     */
    static HeldValues read(ClassFile file) {
        HeldValues values = new HeldValues(file);
        ClassFiles.reader(file.bytes()).accept(values, ClassReader.SKIP_FRAMES);
        return values;
    }

    /** Whether the class names a type at all; compilers leave the name where they copied a constant. */
    boolean names(String type) {
        return types.all().contains(type);
    }

    /** Whether it names a type for no other reason that the JVM would know of. */
    boolean namesForConstants(String type) {
        return names(type) && !types.linked().contains(type) && !used.contains(type);
    }

    /** The class itself, as a place. */
    Use place() {
        return new Use(file.library(), file.name().replace('/', '.'), "", 0);
    }

    /** The places that hold a value, given as {@link ConstantText} writes it. */
    List<Use> places(String constant) {
        return held.stream().filter(one -> equal(constant, one.value))
                .map(one -> new Use(file.library(), file.name().replace('/', '.'), one.member, one.line))
                .distinct().toList();
    }

    /** Constants are widened when they are copied; what is smaller than an int is an int. */
    private static boolean equal(String constant, Object value) {
        char type = constant.charAt(0);
        if (type == 'T' || value instanceof String) {
            return type == 'T' && value instanceof String text && constant.equals(ConstantText.of("", text));
        }
        String number = constant.substring(2);
        if (type == 'D') {
            return value.equals(Double.valueOf(number));
        }
        if (type == 'F') {
            float wanted = Float.parseFloat(number);
            return value.equals(wanted) || value.equals((double) wanted);
        }
        long wanted = Long.parseLong(number);
        return value.equals((int) wanted) && type != 'J' || value.equals(wanted) || value.equals((float) wanted)
                || value.equals((double) wanted);
    }

    private void use(String... names) {
        for (String name : names == null ? new String[0] : names) {
            if (name != null) {
                NamedTypes.add(name, used);
            }
        }
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        use(superName);
        use(interfaces);
    }

    @Override
    public void visitPermittedSubclass(String subclass) {
        use(subclass);
    }

    @Override
    public void visitNestMember(String member) {
        use(member);
    }

    /** A class that is named at all is listed here, if it is a nested one, together with the one around it. */
    @Override
    public void visitInnerClass(String name, String outerName, String innerName, int access) {
        use(outerName);
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        if (value != null) {
            held.add(new Held(value, name, 0));
        }
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
            String[] exceptions) {
        use(exceptions);
        return new Code(name);
    }

    private final class Code extends MethodVisitor {

        private final String method;
        private int line;

        Code(String method) {
            super(Opcodes.ASM9);
            this.method = method;
        }

        private void held(Object value) {
            if (value instanceof Type type && type.getSort() != Type.METHOD) {
                use(type.getInternalName());
            }
            held.add(new Held(value, method, line));
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
                held(opcode - Opcodes.ICONST_0);
            } else if (opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1) {
                held((long) (opcode - Opcodes.LCONST_0));
            } else if (opcode >= Opcodes.FCONST_0 && opcode <= Opcodes.FCONST_2) {
                held((float) (opcode - Opcodes.FCONST_0));
            } else if (opcode == Opcodes.DCONST_0 || opcode == Opcodes.DCONST_1) {
                held((double) (opcode - Opcodes.DCONST_0));
            }
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode != Opcodes.NEWARRAY) {
                held(operand);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            held(value);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            use(type);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            use(descriptor);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            use(type);
        }

        @Override
        public void visitIincInsn(int variable, int increment) {
            held(increment);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] != otherwise) {
                    held(min + i);
                }
            }
        }

        @Override
        public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
            for (int key : keys) {
                held(key);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
                held(argument);
                if (argument instanceof String recipe) {
                    // A concatenation: \1 and \2 stand for what is not constant.
                    for (String part : recipe.split("[\\x01\\x02]")) {
                        held(part);
                    }
                }
            }
        }
    }
}
