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
    private final SoundReferences sound;
    /** For each constant that is a text, its number there. */
    private final int[] numbers;
    private Member method;
    private MethodTables tables;
    private int pc;

    private ClassUses(FactsReader facts, TypeFacts type, String library, int firstPlace, SoundReferences sound) {
        this.facts = facts;
        this.type = type;
        this.file = facts.file();
        this.self = file.u2(file.header() + 2);
        this.constants = new Reference[file.itemCount()];
        this.actions = new Action[constants.length];
        this.settled = new boolean[constants.length];
        this.sound = sound;
        this.numbers = sound.texts().numbers(file);
        this.thisClass = type.name();
        this.library = library;
        this.firstPlace = firstPlace;
    }

    /**
     * Reads a class file.
     *
     * @param uses where to add its references, if it is intact and holds the class that it should
     * @param sound references that need not be added
     * @return the facts on the class
     * @throws RuntimeException of any type if it is malformed
     */
    static TypeFacts read(ClassFile classFile, Uses uses, SoundReferences sound) {
        FactsReader reader = new FactsReader(classFile.bytes());
        TypeFacts type = reader.facts();
        if (type.name().equals(classFile.name())) {
            ClassUses found = new ClassUses(reader, type, classFile.library(), uses.count(), sound);
            found.collect();
            uses.add(found.references, found.places);
            for (Map.Entry<Uses.Lambda, Place> lambda : found.lambdas.entrySet()) {
                uses.add(lambda.getKey(), lambda.getValue());
            }
        }
        return type;
    }

    private void collect() {
        int header = file.header();
        if (type.superName() != null && !type.superName().equals("java/lang/Object")) {
            type(Action.EXTEND, file.u2(header + 4));
        }
        int interfaces = type.interfaces().size();
        for (int i = 0; i < interfaces; i++) {
            type(Action.IMPLEMENT, file.u2(header + 8 + 2 * i));
        }
        name(type.nestHost());
        if (type.permitted() != null) {
            for (String name : type.permitted()) {
                name(name);
            }
        }
        for (int component : facts.components()) {
            descriptor(component);
        }
        for (int i = 0; i < facts.exceptionCount(); i++) {
            exception(facts.exception(i));
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
            walk(code);
        }
    }

    private void walk(Code code) {
        int start = code.offset() + 8;
        int end = start + file.s4(code.offset() + 4);
        tables = new MethodTables(facts, end, code.end());
        for (int i = 0; i < tables.handlerCount(); i++) {
            if (tables.caught(i) != 0) {
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
        int name = file.u2(file.item(index));
        if (isSoundAtHome(action, index) || sound.contains(SoundReferences.kind(action, false), numbers[name])) {
            return Reference.NOTHING;
        }
        return file.isArray(name) ? arrayReference(action, name) : Reference.to(action, file.text(name));
    }

    private Reference arrayReference(Action action, int name) {
        Reference meant = component(file.text(name));
        if (meant != Reference.NOTHING && !sound.contains(meant)) {
            return meant;
        }
        sound.add(SoundReferences.kind(action, false), file, name);
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
        if (sound.contains(SoundReferences.kind(action, ofInterface), numbers[ownerName], numbers[name],
                numbers[descriptor])) {
            return Reference.NOTHING;
        }
        return file.isArray(ownerName)
                ? arrayMember(action, file.text(ownerName), file.text(name), file.text(descriptor), ofInterface)
                : new Reference(action, file.text(ownerName), file.text(name), file.text(descriptor), ofInterface);
    }

    /** An array has what {@code Object} has, and a public {@code clone}. */
    private Reference arrayMember(Action action, String array, String name, String descriptor, boolean ofInterface) {
        Reference component = component(array);
        if (component != Reference.NOTHING && !sound.contains(component)) {
            add(component);
        }
        if (name.equals("clone")) {
            return Reference.NOTHING;
        }
        Reference inherited = new Reference(action, "java/lang/Object", name, descriptor, ofInterface);
        return sound.contains(inherited) ? Reference.NOTHING : inherited;
    }

    /** What must be there for an array's sake, given the array's descriptor. */
    private static Reference component(String array) {
        return array.endsWith(";") ? Reference.to(Action.USE, array.substring(array.indexOf('L') + 1, array.length() - 1))
                : Reference.NOTHING;
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

    private void name(String internalName) {
        if (internalName.isEmpty()) {
            throw new IllegalArgumentException("class without a name");
        }
        if (!internalName.equals(thisClass) && named.add(internalName)) {
            add(Reference.to(Action.NAME, internalName));
        }
    }

    /** Takes the number of a class. */
    private void exception(int index) {
        int name = file.u2(file.item(index));
        if (!sound.contains(SoundReferences.kind(Action.NAME, false), numbers[name])) {
            name(file.text(name));
        }
    }

    /** Takes the number of a text. */
    private void descriptor(int index) {
        if (!settled[index]) {
            if (!sound.contains(SoundReferences.DESCRIPTOR, numbers[index])) {
                namesIn(index);
            }
            // Each name is noted once.
            settled[index] = true;
        }
    }

    /** Notes the classes in a descriptor, up to where it is malformed. */
    private void namesIn(int index) {
        byte[] bytes = file.bytes();
        int from = file.textStart(index);
        int end = from + file.textLength(index);
        boolean all = true;
        int count = 0;
        int to = from;
        for (int at = from; at < end; at++) {
            if (bytes[at] == 'L' && at >= to) {
                to = at + 1;
                while (to < end && bytes[to] != ';') {
                    to++;
                }
                int length = to - at - 1;
                count++;
                if (to < end && !sound.contains(SoundReferences.kind(Action.NAME, false),
                        sound.texts().number(bytes, at + 1, length))) {
                    all = false;
                    name(file.decode(at + 1, length));
                }
            }
        }
        if (all && count > 0) {
            sound.add(SoundReferences.DESCRIPTOR, file, index);
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
        Reference reference = arrayMember(action(kind), file.classAt(member), file.textAt(nameAndType),
                file.textAt(nameAndType + 2), file.tag(index) == ClassBytes.INTERFACE_METHOD);
        if (reference != Reference.NOTHING) {
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
                insert(file.textAt(file.item(argument)), implemented);
            }
        }
        lambdas.putIfAbsent(new Uses.Lambda(descriptor.substring(returned + 1, descriptor.length() - 1),
                file.textAt(nameAndType), implemented), place());
    }

    /** There are two, or one. */
    private static void insert(String text, List<String> sorted) {
        int at = 0;
        while (at < sorted.size() && sorted.get(at).compareTo(text) < 0) {
            at++;
        }
        if (at == sorted.size() || !sorted.get(at).equals(text)) {
            sorted.add(at, text);
        }
    }
}
