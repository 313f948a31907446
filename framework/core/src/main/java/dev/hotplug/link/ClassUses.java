package dev.hotplug.link;

import dev.hotplug.link.FactsReader.Code;
import dev.hotplug.link.Reference.Action;
import dev.hotplug.model.ClassFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Collects what the JVM may look up because of one class of the plugin.
 *
 * <p>Annotations are not among that, since the JVM ignores those whose type is missing, nor is the list of inner
 * classes, which may name what a shrinker removed and is read by reflection only, nor are debug information and frames.
 * The descriptor of a member that is called is compared, not looked up; those of the class's own members are, by
 * reflection.
 */
final class ClassUses {

    private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";
    private static final int LDC_W = 19;
    private static final int LDC2_W = 20;
    private static final int INTERFACE_METHOD = 11;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;

    private final FactsReader facts;
    private final ClassReader file;
    private final char[] buffer;
    private final String library;
    private final String thisClass;
    private final int firstPlace;
    private final List<Reference> references = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final Map<Uses.Lambda, Place> lambdas = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final Set<Reference> seen = new HashSet<>();
    /** What each constant meant when it was last used; constants are used again and again, by one action as a rule. */
    private final Reference[] constants;
    private final Action[] actions;
    /** Constants that have been looked into, and of which nothing need be noted where they are used again. */
    private final boolean[] settled;
    private final Uses uses;
    private final Consumer<String> names = new Names();
    private Member method;
    private MethodTables tables;
    private int pc;

    private ClassUses(FactsReader facts, String thisClass, String library, Uses uses) {
        this.facts = facts;
        this.file = facts.file();
        this.buffer = facts.buffer();
        this.constants = new Reference[file.getItemCount()];
        this.actions = new Action[constants.length];
        this.settled = new boolean[constants.length];
        this.uses = uses;
        this.thisClass = thisClass;
        this.library = library;
        this.firstPlace = uses.count();
    }

    /**
     * Reads a class file.
     *
     * @param uses where to add its references, if it is sound and holds the class that it should
     * @return the facts on the class
     * @throws RuntimeException of any type if it is malformed
     */
    static TypeFacts read(ClassFile classFile, Uses uses) {
        FactsReader reader = new FactsReader(classFile.bytes());
        TypeFacts type = reader.facts();
        if (type.name().equals(classFile.name())) {
            ClassUses found = new ClassUses(reader, type.name(), classFile.library(), uses);
            found.collect(type);
            uses.add(found.references, found.places);
            for (Map.Entry<Uses.Lambda, Place> lambda : found.lambdas.entrySet()) {
                uses.add(lambda.getKey(), lambda.getValue());
            }
        }
        return type;
    }

    private void collect(TypeFacts type) {
        if (type.superName() != null) {
            type(Action.EXTEND, type.superName());
        }
        for (String name : type.interfaces()) {
            type(Action.IMPLEMENT, name);
        }
        name(type.nestHost());
        if (type.permitted() != null) {
            for (String name : type.permitted()) {
                name(name);
            }
        }
        for (String component : facts.components()) {
            descriptor(component);
        }
        for (String name : facts.exceptions()) {
            name(name);
        }
        for (Member field : facts.fields()) {
            descriptor(field.descriptor());
        }
        for (Member declared : facts.methods()) {
            method = declared;
            descriptor(declared.descriptor());
        }
        for (Code code : facts.codes()) {
            method = code.method();
            walk(code.offset());
        }
    }

    private void walk(int offset) {
        int start = offset + 8;
        int end = start + file.readInt(offset + 4);
        tables = new MethodTables(facts, start, end);
        for (int i = 0; i < tables.handlerCount(); i++) {
            if (tables.caught(i) != null) {
                pc = tables.handler(i);
                type(Action.CATCH, tables.caught(i));
            }
        }
        for (int at = start; at < end; at += CodeWalk.length(file, start, at)) {
            pc = at - start;
            instruction(file.readByte(at), at);
        }
        tables = null;
    }

    private void instruction(int opcode, int at) {
        switch (opcode) {
            case Opcodes.GETFIELD -> member(Action.GET, at);
            case Opcodes.PUTFIELD -> member(Action.PUT, at);
            case Opcodes.GETSTATIC -> member(Action.GET_STATIC, at);
            case Opcodes.PUTSTATIC -> member(Action.PUT_STATIC, at);
            case Opcodes.INVOKEVIRTUAL -> member(Action.CALL, at);
            case Opcodes.INVOKESTATIC -> member(Action.CALL_STATIC, at);
            case Opcodes.INVOKEINTERFACE -> member(Action.CALL_INTERFACE, at);
            // A bridge that makes an inherited method accessible may lead to an abstract one, and is overridden then.
            case Opcodes.INVOKESPECIAL -> member(method.is(Opcodes.ACC_BRIDGE) && !isOfInterface(at)
                    ? Action.CALL : Action.CALL_SPECIAL, at);
            case Opcodes.INVOKEDYNAMIC -> dynamic(file.readUnsignedShort(at + 1));
            case Opcodes.NEW -> type(Action.CREATE, at);
            case Opcodes.ANEWARRAY, Opcodes.CHECKCAST, Opcodes.INSTANCEOF, Opcodes.MULTIANEWARRAY ->
                    type(Action.USE, at);
            case Opcodes.LDC -> constant(file.readByte(at + 1));
            case LDC_W, LDC2_W -> constant(file.readUnsignedShort(at + 1));
            default -> { }
        }
    }

    private boolean isOfInterface(int at) {
        return file.readByte(file.getItem(file.readUnsignedShort(at + 1)) - 1) == INTERFACE_METHOD;
    }

    /** Of a nested library's class, which may have thousands of places, the first for each reference is enough. */
    private void add(Reference reference) {
        if (library.isEmpty() || tables != null && tables.catches() || seen.add(reference)) {
            references.add(reference);
            places.add(place());
        }
    }

    private Place place() {
        return new Place(library, thisClass, method == null ? "" : method.name(), tables == null ? 0 : tables.line(pc),
                tables == null ? 0 : tables.caughtAt(pc), firstPlace + places.size());
    }

    private void type(Action action, int at) {
        int index = file.readUnsignedShort(at + 1);
        Reference known = known(action, index);
        if (known == null) {
            known = typeReference(action, file.readUTF8(file.getItem(index), buffer));
            known = learn(index, known, action);
        }
        if (known != Reference.NOTHING) {
            add(known);
        }
    }

    private void member(Action action, int at) {
        int index = file.readUnsignedShort(at + 1);
        Reference known = known(action, index);
        if (known == null) {
            int item = file.getItem(index);
            int nameAndType = file.getItem(file.readUnsignedShort(item + 2));
            String owner = file.readClass(item, buffer);
            known = memberReference(action, owner, file.readUTF8(nameAndType, buffer),
                    file.readUTF8(nameAndType + 2, buffer), file.readByte(item - 1) == INTERFACE_METHOD);
            known = learn(index, known, action);
        }
        if (known != Reference.NOTHING) {
            add(known);
        }
    }

    private Reference known(Action action, int index) {
        return actions[index] == action ? constants[index] : null;
    }

    /** Remembers what a constant means; nothing, if that is known to resolve. */
    private Reference learn(int index, Reference meant, Action action) {
        Reference known = meant == Reference.NOTHING || uses.isSound(meant) ? Reference.NOTHING : meant;
        constants[index] = known;
        actions[index] = action;
        return known;
    }

    /** Takes an internal name or, for arrays, a descriptor, as class constants hold them. */
    private static Reference typeReference(Action action, String internalName) {
        if (internalName.charAt(0) != '[') {
            return Reference.to(action, internalName);
        }
        return internalName.endsWith(";") ? Reference.to(Action.USE,
                internalName.substring(internalName.indexOf('L') + 1, internalName.length() - 1)) : Reference.NOTHING;
    }

    private Reference memberReference(Action action, String owner, String name, String descriptor,
                                      boolean ofInterface) {
        if (owner.charAt(0) != '[') {
            return new Reference(action, owner, name, descriptor, ofInterface);
        }
        type(Action.USE, owner);
        return name.equals("clone") ? Reference.NOTHING
                : new Reference(action, "java/lang/Object", name, descriptor, ofInterface);
    }

    private void type(Action action, String internalName) {
        Reference reference = typeReference(action, internalName);
        if (reference != Reference.NOTHING && !uses.isSound(reference)) {
            add(reference);
        }
    }

    private void name(String internalName) {
        if (!internalName.equals(thisClass) && named.add(internalName)) {
            type(Action.NAME, internalName);
        }
    }

    private final class Names implements Consumer<String> {

        @Override
        public void accept(String internalName) {
            name(internalName);
        }
    }

    private void descriptor(String descriptor) {
        classesIn(descriptor, names);
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

    private void constant(int index) {
        int tag = file.readByte(file.getItem(index) - 1);
        // Classes, method handles, method types and what is computed.
        if ((tag == 7 || tag >= 15) && !settled[index]) {
            int known = references.size();
            constant(file.readConst(index, buffer));
            settled[index] = known == references.size();
        }
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

    private void handle(Handle handle) {
        descriptor(handle.getDesc());
        if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            type(Action.CREATE, handle.getOwner());
        }
        Reference reference = memberReference(action(handle.getTag()), handle.getOwner(), handle.getName(),
                handle.getDesc(), handle.isInterface());
        if (reference != Reference.NOTHING && !uses.isSound(reference)) {
            add(reference);
        }
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

    private void dynamic(int index) {
        int item = file.getItem(index);
        int nameAndType = file.getItem(file.readUnsignedShort(item + 2));
        int bootstrap = facts.bootstrap(file.readUnsignedShort(item));
        int handle = file.readUnsignedShort(bootstrap);
        int arguments = file.readUnsignedShort(bootstrap + 2);
        if (file.readByte(file.getItem(handle) - 1) != METHOD_HANDLE) {
            throw new IllegalArgumentException("bootstrap method " + handle);
        }
        descriptor(file.readUTF8(nameAndType + 2, buffer));
        constant(handle);
        for (int i = 0; i < arguments; i++) {
            constant(file.readUnsignedShort(bootstrap + 4 + 2 * i));
        }
        // A handle's member stands behind one byte for its kind.
        if (file.readClass(file.getItem(file.readUnsignedShort(file.getItem(handle) + 1)), buffer).equals(LAMBDAS)) {
            lambda(nameAndType, bootstrap + 4, arguments);
        }
    }

    /** The methods that the function object has are the one that is named, and bridges to it. */
    private void lambda(int nameAndType, int from, int arguments) {
        Type type = Type.getReturnType(file.readUTF8(nameAndType + 2, buffer));
        if (type.getSort() != Type.OBJECT) {
            return;
        }
        Set<String> implemented = new HashSet<>();
        for (int i = 0; i < arguments; i++) {
            int argument = file.getItem(file.readUnsignedShort(from + 2 * i));
            if (file.readByte(argument - 1) == METHOD_TYPE) {
                implemented.add(file.readUTF8(argument, buffer));
            }
        }
        lambdas.putIfAbsent(new Uses.Lambda(type.getInternalName(), file.readUTF8(nameAndType, buffer), implemented),
                place());
    }
}
