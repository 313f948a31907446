package dev.hotplug.link;

import dev.hotplug.link.SeenType.Lineage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/** Finds members as the JVM does (JVMS 5.4.3.2 to 5.4.3.4). */
final class MemberLookup {

    private static final String OBJECT = "java/lang/Object";
    private static final int NATIVE_VARARGS = Opcodes.ACC_NATIVE | Opcodes.ACC_VARARGS;

    private MemberLookup() {
    }

    /**
     * A member that was found.
     *
     * @param declarer the type that declares it
     */
    record Found(Member member, SeenType declarer) {
    }

    /** The field that a reference to the type of that lineage means, or {@code null}. */
    static Found field(Lineage owner, String name, String descriptor) {
        // Those that extend others can be reached in more ways than can be counted, or go round in a circle.
        Set<SeenType> passed = owner.interfaces().size() > 1 ? new HashSet<>() : null;
        for (SeenType type : owner.classes()) {
            Found found = fieldOf(type, name, descriptor, passed);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Looks at a class before its interfaces, and at those before its super class; at each interface once. */
    private static Found fieldOf(SeenType type, String name, String descriptor, Set<SeenType> passed) {
        Member field = type.facts().field(name, descriptor);
        if (field != null) {
            return new Found(field, type);
        }
        for (String above : type.facts().interfaces()) {
            SeenType superInterface = type.space().find(above);
            boolean first = superInterface != null && (passed == null || passed.add(superInterface));
            Found found = first ? fieldOf(superInterface, name, descriptor, passed) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The method that a reference to the type of that lineage means, or {@code null}. */
    static Found method(Lineage lineage, String name, String descriptor) {
        SeenType owner = lineage.classes().get(0);
        for (SeenType type : lineage.classes()) {
            Member method = type.facts().method(name, descriptor);
            if (method == null) {
                method = signaturePolymorphic(type, name);
            }
            if (method != null && isMeant(owner, type, method)) {
                return new Found(method, type);
            }
        }
        return name.charAt(0) == '<' ? null : interfaceMethod(lineage.interfaces(), name, descriptor);
    }

    /** Of Object, interfaces have what is public and not static; a constructor is not inherited. */
    private static boolean isMeant(SeenType owner, SeenType declarer, Member method) {
        return owner == declarer || !method.isConstructor()
                && (!owner.facts().isInterface() || method.is(Opcodes.ACC_PUBLIC) && !method.isStatic());
    }

    private static Found interfaceMethod(List<SeenType> interfaces, String name, String descriptor) {
        Found found = null;
        for (SeenType type : interfaces) {
            Member method = type.facts().method(name, descriptor);
            if (method != null && method.isInstanceMethod() && (found == null || found.member().isAbstract())) {
                found = new Found(method, type);
            }
        }
        return found;
    }

    /** {@code MethodHandle.invoke} and its like are called with any descriptor. */
    private static Member signaturePolymorphic(SeenType type, String name) {
        boolean polymorphic = type.name().equals("java/lang/invoke/MethodHandle")
                || type.name().equals("java/lang/invoke/VarHandle");
        List<Member> named = polymorphic ? Member.named(type.facts().methods(), name) : List.of();
        return named.size() == 1 && (named.get(0).access() & NATIVE_VARARGS) == NATIVE_VARARGS ? named.get(0) : null;
    }

    /**
     * What a concrete class runs for an abstract method of one of its super types, or {@code null} if there is nothing
     * to run.
     */
    static Member implementation(Lineage lineage, Member method) {
        for (SeenType declarer : lineage.classes()) {
            Member found = declarer.facts().method(method.name(), method.descriptor());
            if (found != null && found.isInstanceMethod()) {
                return found.isAbstract() ? null : found;
            }
        }
        Found found = interfaceMethod(lineage.interfaces(), method.name(), method.descriptor());
        return found == null || found.member().isAbstract() ? null : found.member();
    }

    /** Members of that name that the type has or inherits, for a hint. */
    static List<Found> candidates(SeenType owner, String name, boolean fields) {
        List<Found> found = new ArrayList<>();
        List<SeenType> types = new ArrayList<>(owner.lineage().classes());
        types.addAll(owner.lineage().interfaces());
        for (SeenType type : types) {
            boolean inherits = type == owner || !name.equals("<init>")
                    && (!type.name().equals(OBJECT) || !owner.facts().isInterface());
            for (Member member : inherits ? Member.named(fields ? type.facts().fields() : type.facts().methods(), name)
                    : List.<Member>of()) {
                if (!member.is(Opcodes.ACC_SYNTHETIC)) {
                    found.add(new Found(member, type));
                }
            }
        }
        return found;
    }
}
