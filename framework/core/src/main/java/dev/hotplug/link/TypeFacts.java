package dev.hotplug.link;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** What linking against one class needs of its class file. Immutable once it is handed on. */
final class TypeFacts {

    private static final Member[] NONE = {};

    private final String name;
    private final int access;
    private final String superName;
    private final List<String> interfaces;
    private final String nestHost;
    private final List<String> permitted;
    private final Member[] fields;
    private final Member[] methods;
    private final List<Member> abstractMethods;
    private final List<Member> finalMethods;
    private final String packageName;

    /**
     * @param access the access flags of the class file
     * @param superName internal name, or {@code null} for {@code java/lang/Object} and for what cannot be read
     * @param nestHost internal name of the nest's host, which may be the class itself
     * @param permitted the only classes that may extend it, or {@code null} if it is not sealed
     */
    TypeFacts(String name, int access, String superName, List<String> interfaces, String nestHost,
              List<String> permitted, List<Member> fields, List<Member> methods) {
        this.name = name;
        this.packageName = Linker.packageOf(name);
        this.access = access;
        this.superName = superName;
        this.interfaces = interfaces;
        this.nestHost = nestHost;
        this.permitted = permitted;
        this.fields = fields.isEmpty() ? NONE : Member.arranged(fields);
        this.methods = methods.isEmpty() ? NONE : Member.arranged(methods);
        List<Member> found = null;
        List<Member> finals = null;
        for (Member method : methods) {
            if (method.isAbstract()) {
                found = found == null ? new ArrayList<>() : found;
                found.add(method);
            }
            if (method.isFinal() && method.isInstanceMethod()) {
                finals = finals == null ? new ArrayList<>() : finals;
                finals.add(method);
            }
        }
        this.abstractMethods = found == null ? List.of() : found;
        this.finalMethods = finals == null ? List.of() : finals;
    }

    /** A class that is there, but of which nothing can be said. */
    static TypeFacts unreadable(String name) {
        return new TypeFacts(name, Opcodes.ACC_PUBLIC, null, List.of(), name, null, List.of(), List.of());
    }

    String name() {
        return name;
    }

    /** With dots. */
    String packageName() {
        return packageName;
    }

    String superName() {
        return superName;
    }

    List<String> interfaces() {
        return interfaces;
    }

    String nestHost() {
        return nestHost;
    }

    List<String> permitted() {
        return permitted;
    }

    Member[] fields() {
        return fields;
    }

    Member[] methods() {
        return methods;
    }

    List<Member> abstractMethods() {
        return abstractMethods;
    }

    /** Those that must not be overridden. */
    List<Member> finalMethods() {
        return finalMethods;
    }

    /** Whether it is a class or interface that extends {@code Object} only. */
    boolean isPlain() {
        return interfaces.isEmpty() && "java/lang/Object".equals(superName);
    }

    boolean isReadable() {
        return superName != null || name.equals("java/lang/Object");
    }

    boolean isPublic() {
        return (access & Opcodes.ACC_PUBLIC) != 0;
    }

    boolean isInterface() {
        return (access & Opcodes.ACC_INTERFACE) != 0;
    }

    boolean isAbstract() {
        return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) != 0;
    }

    boolean isFinal() {
        return (access & Opcodes.ACC_FINAL) != 0;
    }

    /** The method of that name and descriptor, or {@code null}. */
    Member method(String methodName, String descriptor) {
        return Member.find(methods, methodName, descriptor);
    }

    /** The field of that name and descriptor, or {@code null}. */
    Member field(String fieldName, String descriptor) {
        return Member.find(fields, fieldName, descriptor);
    }
}
