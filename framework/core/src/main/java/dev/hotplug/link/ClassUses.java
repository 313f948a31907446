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
import java.util.zip.CRC32;
import org.objectweb.asm.Opcodes;

/**
 * Collects what the JVM may look up because of one class of the plugin.
 *
 * <p>Annotations are not among that, since the JVM ignores those whose type is missing, nor is the list of inner
 * classes, which may name what a shrinker removed and is read by reflection only, nor are debug information and frames.
 * The descriptor of a member that is called is compared, not looked up; those of the class's own members are, by
 * reflection.
 */
final class ClassUses {

    private static final byte[] LAMBDAS = ClassBytes.ascii("java/lang/invoke/LambdaMetafactory");
    private static final int LDC_W = 19;
    private static final int LDC2_W = 20;

    private final FactsReader facts;
    private final ClassBytes file;
    private final TypeFacts type;
    /** Number of the constant that is the class itself. */
    private final int self;
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
    private final CRC32 hash = new CRC32();
    private Member method;
    private MethodTables tables;
    private int pc;

    private ClassUses(FactsReader facts, TypeFacts type, String library, Uses uses) {
        this.facts = facts;
        this.type = type;
        this.file = facts.file();
        this.self = file.u2(file.header() + 2);
        this.constants = new Reference[file.itemCount()];
        this.actions = new Action[constants.length];
        this.settled = new boolean[constants.length];
        this.uses = uses;
        this.thisClass = type.name();
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
            ClassUses found = new ClassUses(reader, type, classFile.library(), uses);
            found.collect();
            uses.add(found.references, found.places);
            for (Map.Entry<Uses.Lambda, Place> lambda : found.lambdas.entrySet()) {
                uses.add(lambda.getKey(), lambda.getValue());
            }
        }
        return type;
    }

    private void collect() {
        if (type.superName() != null && !type.superName().equals("java/lang/Object")) {
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
            classesIn(component, names);
        }
        for (String name : facts.exceptions()) {
            name(name);
        }
        int members = facts.fields().size();
        for (int i = 0; i < members; i++) {
            descriptor(facts.descriptor(i));
        }
        for (Member declared : facts.methods()) {
            method = declared;
            descriptor(facts.descriptor(members++));
        }
        for (Code code : facts.codes()) {
            method = code.method();
            walk(code.offset());
        }
    }

    private void walk(int offset) {
        int start = offset + 8;
        int end = start + file.s4(offset + 4);
        tables = new MethodTables(facts, start, end);
        for (int i = 0; i < tables.handlerCount(); i++) {
            if (tables.caught(i) != null) {
                pc = tables.handler(i);
                type(Action.CATCH, tables.caught(i));
            }
        }
        for (int at = start; at < end; at += CodeWalk.length(file, start, at)) {
            pc = at - start;
            instruction(file.u1(at), at);
        }
        tables = null;
    }

    /** One call for each kind: the JVM's compiler copies the whole of what is called to each, and is busy with that. */
    private void instruction(int opcode, int at) {
        switch (opcode) {
            case Opcodes.GETFIELD, Opcodes.PUTFIELD, Opcodes.GETSTATIC, Opcodes.PUTSTATIC, Opcodes.INVOKEVIRTUAL,
                    Opcodes.INVOKESTATIC, Opcodes.INVOKEINTERFACE, Opcodes.INVOKESPECIAL ->
                    member(action(opcode, at), file.u2(at + 1));
            case Opcodes.NEW, Opcodes.ANEWARRAY, Opcodes.CHECKCAST, Opcodes.INSTANCEOF, Opcodes.MULTIANEWARRAY ->
                    type(opcode == Opcodes.NEW ? Action.CREATE : Action.USE, file.u2(at + 1));
            case Opcodes.LDC, LDC_W, LDC2_W ->
                    constant(opcode == Opcodes.LDC ? file.u1(at + 1) : file.u2(at + 1));
            case Opcodes.INVOKEDYNAMIC -> dynamic(file.u2(at + 1));
            default -> { }
        }
    }

    private Action action(int opcode, int at) {
        return switch (opcode) {
            case Opcodes.GETFIELD -> Action.GET;
            case Opcodes.PUTFIELD -> Action.PUT;
            case Opcodes.GETSTATIC -> Action.GET_STATIC;
            case Opcodes.PUTSTATIC -> Action.PUT_STATIC;
            case Opcodes.INVOKEVIRTUAL -> Action.CALL;
            case Opcodes.INVOKESTATIC -> Action.CALL_STATIC;
            case Opcodes.INVOKEINTERFACE -> Action.CALL_INTERFACE;
            // A bridge that makes an inherited method accessible may lead to an abstract one, and is overridden then.
            default -> method.is(Opcodes.ACC_BRIDGE) && !isOfInterface(at) ? Action.CALL : Action.CALL_SPECIAL;
        };
    }

    private boolean isOfInterface(int at) {
        return file.tag(file.u2(at + 1)) == ClassBytes.INTERFACE_METHOD;
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

    private void type(Action action, int index) {
        Reference known = known(action, index);
        if (known == null) {
            known = learn(action, index, typeReference(action, index));
        }
        if (known != Reference.NOTHING) {
            add(known);
        }
    }

    /** What a constant means that is a class; nothing, if that is known to resolve. */
    private Reference typeReference(Action action, int index) {
        if (isSoundAtHome(action, index)) {
            return Reference.NOTHING;
        }
        int name = file.u2(file.item(index));
        Spelling spelling = Spelling.ofType(action, file, name, hash);
        if (uses.isSound(spelling)) {
            return Reference.NOTHING;
        }
        Reference meant = typeReference(action, file.text(name));
        if (meant != Reference.NOTHING && !uses.isSound(meant)) {
            return meant;
        }
        uses.addSound(spelling);
        return Reference.NOTHING;
    }

    /** Whether a class refers to itself so that nothing can be wrong with it. */
    private boolean isSoundAtHome(Action action, int index) {
        return index == self && (action == Action.USE || action == Action.CREATE && !type.isAbstract());
    }

    private void member(Action action, int index) {
        Reference known = known(action, index);
        if (known == null) {
            known = learn(action, index, memberReference(action, index));
        }
        if (known != Reference.NOTHING) {
            add(known);
        }
    }

    /** What a constant means that is a field or method; nothing, if that is known to resolve. */
    private Reference memberReference(Action action, int index) {
        int item = file.item(index);
        int owner = file.u2(item);
        int nameAndType = file.item(file.u2(item + 2));
        int name = file.u2(nameAndType);
        int descriptor = file.u2(nameAndType + 2);
        boolean ofInterface = file.tag(index) == ClassBytes.INTERFACE_METHOD;
        if (owner == self && isSoundAtHome(action, file.text(name), file.text(descriptor), ofInterface)) {
            return Reference.NOTHING;
        }
        int ownerName = file.u2(file.item(owner));
        Spelling spelling = Spelling.ofMember(action, ofInterface, file, ownerName, name, descriptor, hash);
        if (uses.isSound(spelling)) {
            return Reference.NOTHING;
        }
        Reference meant = memberReference(action, file.text(ownerName), file.text(name), file.text(descriptor),
                ofInterface);
        if (meant == Reference.NOTHING || !uses.isSound(meant)) {
            return meant;
        }
        if (!file.isArray(ownerName)) {
            uses.addSound(spelling);
        }
        return Reference.NOTHING;
    }

    /** Whether it is a member that the class itself declares, of the kind that it is used as. */
    private boolean isSoundAtHome(Action action, String name, String descriptor, boolean ofInterface) {
        Member declared = action.isField() ? type.field(name, descriptor) : type.method(name, descriptor);
        return declared != null && declared.isStatic() == action.isStatic()
                && (action.isField() || ofInterface == type.isInterface())
                && !(action == Action.CALL_SPECIAL && declared.isAbstract());
    }

    private Reference known(Action action, int index) {
        return actions[index] == action ? constants[index] : null;
    }

    /** Remembers what a constant means. */
    private Reference learn(Action action, int index, Reference meant) {
        constants[index] = meant;
        actions[index] = action;
        return meant;
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

    /** Takes the number of a text. */
    private void descriptor(int index) {
        if (settled[index]) {
            return;
        }
        Spelling spelling = Spelling.ofDescriptor(file, index, hash);
        if (!uses.isSound(spelling)) {
            String descriptor = file.text(index);
            classesIn(descriptor, names);
            if (uses.areSound(descriptor)) {
                uses.addSound(spelling);
            }
        }
        // Each name is noted once.
        settled[index] = true;
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
        int tag = file.tag(index);
        if ((tag == ClassBytes.CLASS || tag >= ClassBytes.METHOD_HANDLE) && !settled[index]) {
            int known = references.size();
            int item = file.item(index);
            switch (tag) {
                case ClassBytes.CLASS -> type(Action.USE, index);
                case ClassBytes.METHOD_HANDLE -> handle(item);
                case ClassBytes.METHOD_TYPE -> descriptor(file.u2(item));
                case ClassBytes.DYNAMIC -> {
                    descriptor(file.u2(file.item(file.u2(item + 2)) + 2));
                    bootstrap(facts.bootstrap(file.u2(item)));
                }
                default -> throw new IllegalArgumentException("constant " + index + " of kind " + tag);
            }
            settled[index] = known == references.size();
        }
    }

    private void handle(int item) {
        int kind = file.u1(item);
        int index = file.u2(item + 1);
        int member = file.item(index);
        int nameAndType = file.item(file.u2(member + 2));
        descriptor(file.u2(nameAndType + 2));
        if (kind == Opcodes.H_NEWINVOKESPECIAL) {
            type(Action.CREATE, file.u2(member));
        }
        if (!file.isArray(file.u2(file.item(file.u2(member))))) {
            member(action(kind), index);
            return;
        }
        Reference reference = memberReference(action(kind), file.classAt(member), file.textAt(nameAndType),
                file.textAt(nameAndType + 2), file.tag(index) == ClassBytes.INTERFACE_METHOD);
        if (reference != Reference.NOTHING && !uses.isSound(reference)) {
            add(reference);
        }
    }

    /** What a bootstrap method is, and what it is given. */
    private void bootstrap(int at) {
        int handle = file.u2(at);
        if (file.tag(handle) != ClassBytes.METHOD_HANDLE) {
            throw new IllegalArgumentException("bootstrap method " + handle);
        }
        constant(handle);
        int arguments = file.u2(at + 2);
        for (int i = 0; i < arguments; i++) {
            constant(file.u2(at + 4 + 2 * i));
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
        int item = file.item(index);
        int nameAndType = file.item(file.u2(item + 2));
        int bootstrap = facts.bootstrap(file.u2(item));
        descriptor(file.u2(nameAndType + 2));
        bootstrap(bootstrap);
        // A handle's member stands behind one byte for its kind.
        if (isOfLambdas(file.u2(file.item(file.u2(bootstrap)) + 1))) {
            lambda(nameAndType, bootstrap + 4, file.u2(bootstrap + 2));
        }
    }

    private boolean isOfLambdas(int member) {
        return file.isTextAt(file.item(file.u2(file.item(member))), LAMBDAS);
    }

    /** The methods that the function object has are the one that is named, and bridges to it. */
    private void lambda(int nameAndType, int from, int arguments) {
        String descriptor = file.textAt(nameAndType + 2);
        int returned = descriptor.indexOf(')') + 1;
        if (descriptor.charAt(returned) != 'L') {
            return;
        }
        List<String> implemented = new ArrayList<>(2);
        for (int i = 0; i < arguments; i++) {
            int argument = file.u2(from + 2 * i);
            if (file.tag(argument) == ClassBytes.METHOD_TYPE) {
                String text = file.textAt(file.item(argument));
                if (!implemented.contains(text)) {
                    implemented.add(text);
                }
            }
        }
        implemented.sort(null);
        lambdas.putIfAbsent(new Uses.Lambda(descriptor.substring(returned + 1, descriptor.length() - 1),
                file.textAt(nameAndType), implemented), place());
    }
}
