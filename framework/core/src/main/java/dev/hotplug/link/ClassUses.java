package dev.hotplug.link;

import dev.hotplug.link.Reference.Action;
import dev.hotplug.model.ClassFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/**
 * Reads one class of the plugin: what it is, and what the JVM may look up because of it.
 *
 * <p>Annotations are not among that, since the JVM ignores those whose type is missing, nor is the list of inner
 * classes, which may name what a shrinker removed and is read by reflection only, nor are debug information and frames.
 * The descriptor of a member that is called is compared, not looked up; those of the class's own members are, by
 * reflection.
 */
final class ClassUses extends FactsReader {

    private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";

    private final String library;
    private final int firstPlace;
    private final List<Reference> references = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final Map<Uses.Lambda, Place> lambdas = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final Set<Reference> seen = new HashSet<>();
    private String thisClass;
    private String method = "";
    private boolean bridge;
    private int line;
    private int handlers;

    private ClassUses(String library, int firstPlace) {
        this.library = library;
        this.firstPlace = firstPlace;
    }

    /**
     * Reads a class file.
     *
     * @param uses where to add its references, if it is sound and holds the class that it should
     * @return the facts on the class
     * @throws RuntimeException of any type if it is malformed
     */
    static TypeFacts read(ClassFile file, Uses uses) {
        ClassUses reader = new ClassUses(file.library(), uses.count());
        readable(file.bytes()).accept(reader, ClassReader.SKIP_FRAMES);
        TypeFacts facts = reader.facts();
        if (facts.name().equals(file.name())) {
            uses.add(reader.references, reader.places);
            reader.lambdas.forEach(uses::add);
        }
        return facts;
    }

    @Override
    public void visit(int version, int flags, String className, String signature, String extended,
            String[] implemented) {
        super.visit(version, flags, className, signature, extended, implemented);
        thisClass = className;
        if (extended != null) {
            type(Action.EXTEND, extended);
        }
        if (implemented != null) {
            Arrays.stream(implemented).forEach(name -> type(Action.IMPLEMENT, name));
        }
    }

    @Override
    public void visitNestHost(String host) {
        super.visitNestHost(host);
        name(host);
    }

    @Override
    public void visitPermittedSubclass(String subclass) {
        super.visitPermittedSubclass(subclass);
        name(subclass);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String component, String descriptor, String signature) {
        descriptor(descriptor);
        return null;
    }

    @Override
    public FieldVisitor visitField(int flags, String field, String descriptor, String signature, Object value) {
        descriptor(descriptor);
        return super.visitField(flags, field, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(int flags, String methodName, String descriptor, String signature,
            String[] exceptions) {
        super.visitMethod(flags, methodName, descriptor, signature, exceptions);
        method = methodName;
        bridge = (flags & Opcodes.ACC_BRIDGE) != 0;
        line = 0;
        handlers = 0;
        descriptor(descriptor);
        if (exceptions != null) {
            Arrays.stream(exceptions).forEach(this::name);
        }
        return new Code();
    }

    /** Of a nested library's class, which may have thousands of places, the first for each reference is enough. */
    private void add(Reference reference) {
        if (library.isEmpty() || handlers != 0 || seen.add(reference)) {
            references.add(reference);
            places.add(place());
        }
    }

    private Place place() {
        return new Place(library, thisClass, method, line, handlers, firstPlace + places.size());
    }

    /** Takes an internal name or, for arrays, a descriptor, as class constants hold them. */
    private void type(Action action, String internalName) {
        if (internalName.charAt(0) != '[') {
            add(Reference.to(action, internalName));
        } else if (internalName.endsWith(";")) {
            add(Reference.to(action, internalName.substring(internalName.indexOf('L') + 1, internalName.length() - 1)));
        }
    }

    private void name(String internalName) {
        if (named.add(internalName)) {
            type(Action.NAME, internalName);
        }
    }

    private void descriptor(String descriptor) {
        classesIn(descriptor, this::name);
    }

    /** Gives the internal names of the classes in a descriptor, up to where it is malformed. */
    static void classesIn(String descriptor, Consumer<String> names) {
        int from = descriptor.indexOf('L');
        while (from >= 0) {
            int to = descriptor.indexOf(';', from);
            if (to < 0) {
                return;
            }
            names.accept(descriptor.substring(from + 1, to));
            from = descriptor.indexOf('L', to);
        }
    }

    private void member(Action action, String owner, String name, String descriptor, boolean ofInterface) {
        if (owner.charAt(0) == '[') {
            type(Action.USE, owner);
            if (name.equals("clone")) {
                return;
            }
        }
        add(new Reference(action, owner.charAt(0) == '[' ? "java/lang/Object" : owner, name, descriptor, ofInterface));
    }

    private void handle(Handle handle) {
        descriptor(handle.getDesc());
        if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            type(Action.CREATE, handle.getOwner());
        }
        member(action(handle.getTag()), handle.getOwner(), handle.getName(), handle.getDesc(), handle.isInterface());
    }

    private static Action action(int tag) {
        return switch (tag) {
            case Opcodes.H_GETFIELD -> Action.GET;
            case Opcodes.H_GETSTATIC -> Action.GET_STATIC;
            case Opcodes.H_PUTFIELD -> Action.PUT;
            case Opcodes.H_PUTSTATIC -> Action.PUT_STATIC;
            case Opcodes.H_INVOKEVIRTUAL -> Action.CALL;
            case Opcodes.H_INVOKESTATIC -> Action.CALL_STATIC;
            case Opcodes.H_INVOKEINTERFACE -> Action.CALL_INTERFACE;
            default -> Action.CALL_SPECIAL;
        };
    }

    private void constant(Object value) {
        if (value instanceof Type type) {
            if (type.getSort() == Type.METHOD) {
                descriptor(type.getDescriptor());
            } else {
                type(Action.USE, type.getInternalName());
            }
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

    /** The interface's methods that the function object has are: the one that is named, and bridges to it. */
    private void lambda(String name, String descriptor, Object[] arguments) {
        Type type = Type.getReturnType(descriptor);
        Set<String> descriptors = new HashSet<>();
        for (Object argument : arguments) {
            if (argument instanceof Type argumentType && argumentType.getSort() == Type.METHOD) {
                descriptors.add(argumentType.getDescriptor());
            }
        }
        if (type.getSort() == Type.OBJECT) {
            lambdas.putIfAbsent(new Uses.Lambda(type.getInternalName(), name, Set.copyOf(descriptors)), place());
        }
    }

    private final class Code extends MethodVisitor {

        private final List<Guard> guards = new ArrayList<>(0);
        /** What is caught where; its line is known when the visit has passed that. */
        private final Map<Label, List<String>> caught = new IdentityHashMap<>(4);
        private List<String> caughtHere = List.of();

        Code() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if (type != null) {
                caught.computeIfAbsent(handler, label -> new ArrayList<>(1)).add(type);
            }
            int errors = JvmError.caughtBy(type);
            if (errors != 0) {
                guards.add(new Guard(start, end, errors));
            }
        }

        @Override
        public void visitLabel(Label label) {
            caughtHere.forEach(type -> type(Action.USE, type));
            caughtHere = caught.isEmpty() ? List.of() : caught.getOrDefault(label, List.of());
            if (!guards.isEmpty()) {
                handlers = 0;
                for (Guard guard : guards) {
                    guard.active = guard.start == label || guard.active && guard.end != label;
                    handlers |= guard.active ? guard.caught : 0;
                }
            }
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
        }

        @Override
        public void visitEnd() {
            caughtHere.forEach(type -> type(Action.USE, type));
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            type(opcode == Opcodes.NEW ? Action.CREATE : Action.USE, type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            member(switch (opcode) {
                case Opcodes.GETFIELD -> Action.GET;
                case Opcodes.PUTFIELD -> Action.PUT;
                case Opcodes.GETSTATIC -> Action.GET_STATIC;
                default -> Action.PUT_STATIC;
            }, owner, name, descriptor, false);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            member(switch (opcode) {
                case Opcodes.INVOKEVIRTUAL -> Action.CALL;
                case Opcodes.INVOKESTATIC -> Action.CALL_STATIC;
                case Opcodes.INVOKEINTERFACE -> Action.CALL_INTERFACE;
                // A bridge that makes an inherited method accessible may lead to an abstract one, and is overridden then.
                default -> bridge && !isInterface ? Action.CALL : Action.CALL_SPECIAL;
            }, owner, name, descriptor, isInterface);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            descriptor(descriptor);
            handle(bootstrap);
            for (Object argument : arguments) {
                constant(argument);
            }
            if (bootstrap.getOwner().equals(LAMBDAS)) {
                lambda(name, descriptor, arguments);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            constant(value);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            type(Action.USE, descriptor);
        }
    }

    /** A range of code in which link errors are caught. */
    private static final class Guard {

        private final Label start;
        private final Label end;
        private final int caught;
        private boolean active;

        Guard(Label start, Label end, int caught) {
            this.start = start;
            this.end = end;
            this.caught = caught;
        }
    }
}
