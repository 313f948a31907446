package dev.hotplug.link;

import dev.hotplug.link.MemberLookup.Found;
import dev.hotplug.link.Reference.Action;
import dev.hotplug.link.SeenType.Lineage;
import dev.hotplug.model.LinkFinding.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;

/**
 * Resolves references as the JVM will: class, member, static or not, access. Each is resolved once, however many
 * places have it; only who may use it depends on the place.
 */
final class Resolution {

    private final PluginTypes types;
    private final Wording wording;
    private final Findings findings;
    private final TypeConflicts conflicts;

    /**
     * @param conflicts what to tell of the members that are referred to; {@code null} for nothing
     */
    Resolution(PluginTypes types, Wording wording, Findings findings, TypeConflicts conflicts) {
        this.types = types;
        this.wording = wording;
        this.findings = findings;
        this.conflicts = conflicts;
    }

    /** Adds a finding for each place at which the reference will not resolve. */
    void resolve(Reference reference, List<Place> places) {
        SeenType type = types.find(reference.owner());
        if (type == null) {
            Problem missing = new Problem(Kind.CLASS_MISSING, Linker.packageOf(reference.owner()),
                    wording.missing(reference.owner()), JvmError.NO_CLASS_DEF_FOUND,
                    wording.isOptional(Linker.packageOf(reference.owner())));
            places.forEach(place -> findings.add(missing, place));
            return;
        }
        if (reference.action() == Action.NAME) {
            noteSound(reference, type);
            return;
        }
        if (!type.facts().isReadable()) {
            return;
        }
        Lineage lineage = type.lineage();
        if (!lineage.complete()) {
            notLoadable(type, places);
            return;
        }
        Found found = !reference.isMember() ? null : reference.action().isField()
                ? MemberLookup.field(lineage, reference.name(), reference.descriptor())
                : MemberLookup.method(lineage, reference.name(), reference.descriptor());
        boolean concerns = conflicts != null && found != null
                && conflicts.concern(found.declarer(), reference.name(), reference.descriptor());
        if (isPublic(type, found, reference)) {
            // What is wrong for those who see another type in its descriptor, each of them must come to.
            if (!concerns) {
                noteSound(reference, type);
            }
            return;
        }
        Problem absolute = absolute(reference, type, found);
        for (Place place : places) {
            SeenType user = types.unit(place.user()).type();
            Problem problem = classAccess(type, user);
            if (problem == null) {
                problem = absolute != null ? absolute : !reference.isMember() ? extension(reference, type, user)
                        : memberAccess(reference, type, found, user);
            }
            if (problem != null) {
                findings.add(problem, place);
            }
        }
    }

    private void noteSound(Reference reference, SeenType type) {
        if (type.space() == types.hostTypes()) {
            types.hostTypes().sound().add(reference);
        }
    }

    /** The usual case, decided without looking at the places: nothing about it can be wrong. */
    private boolean isPublic(SeenType type, Found found, Reference reference) {
        Action action = reference.action();
        if (!type.facts().isPublic() || !types.isExported(type)) {
            return false;
        }
        if (!reference.isMember()) {
            return action == Action.USE || action == Action.CATCH && isThrowable(type)
                    || action == Action.CREATE && !type.facts().isAbstract();
        }
        return found != null && found.member().is(Opcodes.ACC_PUBLIC)
                && found.member().isStatic() == action.isStatic()
                && !(action == Action.CALL_SPECIAL && found.member().isAbstract())
                && !(action.writes() && found.member().isFinal())
                && (action.isField() || reference.ofInterface() == type.facts().isInterface());
    }

    /** What is wrong whoever refers to it, or {@code null}. */
    private Problem absolute(Reference reference, SeenType type, Found found) {
        Action action = reference.action();
        if (action == Action.CREATE && type.facts().isAbstract()) {
            return changed(type, type.facts().isInterface() ? "is an interface" : "is abstract", "is created",
                    JvmError.INSTANTIATION);
        }
        if (action == Action.CATCH && !isThrowable(type)) {
            return changed(type, "is no Throwable", "is caught", JvmError.VERIFY);
        }
        if (!reference.isMember()) {
            return null;
        }
        if (!action.isField() && reference.ofInterface() != type.facts().isInterface()) {
            return reference.name().equals("<init>") ? null
                    : changed(type, type.facts().isInterface() ? "is an interface" : "is a class",
                            type.facts().isInterface() ? "is used as a class" : "is used as an interface",
                            JvmError.CLASS_CHANGE);
        }
        if (found == null) {
            return problem(action.isField() ? Kind.FIELD_MISSING : Kind.METHOD_MISSING, type,
                    wording.notFound(type, reference),
                    action.isField() ? JvmError.NO_SUCH_FIELD : JvmError.NO_SUCH_METHOD);
        }
        if (found.member().isStatic() != action.isStatic()) {
            return member(Kind.STATIC_CHANGED, found, action.isStatic() ? "is not static" : "is static",
                    action.isStatic() ? ", but is used as static" : ", but is used on an object",
                    JvmError.CLASS_CHANGE);
        }
        if (action == Action.CALL_SPECIAL && found.member().isAbstract()) {
            return member(Kind.NOT_IMPLEMENTED, found, "is abstract", ", but is called as super."
                    + reference.name(), JvmError.ABSTRACT_METHOD);
        }
        return null;
    }

    private static boolean isThrowable(SeenType type) {
        for (SeenType above : type.lineage().classes()) {
            if (above.name().equals("java/lang/Throwable")) {
                return true;
            }
        }
        return false;
    }

    private Problem extension(Reference reference, SeenType type, SeenType user) {
        boolean extend = reference.action() == Action.EXTEND;
        if (!extend && reference.action() != Action.IMPLEMENT) {
            return null;
        }
        if (extend == type.facts().isInterface()) {
            return changed(type, extend ? "is an interface" : "is a class", "is used as "
                    + (extend ? "a class" : "an interface"), JvmError.CLASS_CHANGE);
        }
        if (extend && type.facts().isFinal()) {
            return changed(type, "is final", "is extended", JvmError.CLASS_CHANGE);
        }
        List<String> permitted = type.facts().permitted();
        return permitted == null || permitted.contains(user.name()) ? null
                : changed(type, "is sealed", Wording.name(user.name()) + " is not permitted to extend it",
                        JvmError.CLASS_CHANGE);
    }

    private Problem classAccess(SeenType type, SeenType user) {
        String refused = Access.refused(types, user, type);
        return refused == null ? null : problem(Kind.NOT_ACCESSIBLE, type, Wording.name(type.name()) + " is " + refused
                + " " + wording.where(type) + wording.advice(type), JvmError.ILLEGAL_ACCESS);
    }

    private Problem memberAccess(Reference reference, SeenType type, Found found, SeenType user) {
        if (found == null) {
            return null;
        }
        String refused = Access.refused(user, found);
        if (refused != null) {
            return member(Kind.NOT_ACCESSIBLE, found, "is " + refused, "", JvmError.ILLEGAL_ACCESS);
        }
        return reference.action().writes() && found.member().isFinal() && found.declarer() != user
                ? member(Kind.NOT_ACCESSIBLE, found, "is final", ", but is assigned", JvmError.ILLEGAL_ACCESS) : null;
    }

    /** Its own classes are reported where they name the missing super type, not wherever they are used. */
    private void notLoadable(SeenType type, List<Place> places) {
        String missing = type.lineage().missing();
        PluginTypes.Unit unit = type.space() == types ? types.unit(type.name()) : null;
        if (missing == null || unit != null && unit.isOwn()) {
            return;
        }
        Problem problem = problem(Kind.CLASS_MISSING, type, Wording.name(type.name()) + " " + wording.where(type)
                + " cannot be loaded: its super type " + Wording.name(missing) + " is not found there",
                JvmError.NO_CLASS_DEF_FOUND);
        for (Place place : places) {
            if (unit == null || place.isOwn()) {
                findings.add(problem, place);
            }
        }
    }

    /** A function object implements one method; what else is abstract in its interface, nobody implements. */
    void implement(Uses.Lambda lambda, List<Place> places) {
        SeenType type = types.find(lambda.type());
        if (type == null || !type.facts().isReadable() || !type.lineage().complete()) {
            return;
        }
        if (!type.facts().isInterface()) {
            Problem problem = changed(type, "is a class", "is used as an interface", JvmError.CLASS_CHANGE);
            places.forEach(place -> findings.add(problem, place));
            return;
        }
        SeenType object = types.find("java/lang/Object");
        Set<SeenType> declarers = new LinkedHashSet<>(type.lineage().interfaces());
        declarers.add(type);
        Set<String> names = new TreeSet<>();
        for (SeenType declarer : declarers) {
            for (Member method : declarer.facts().abstractMethods()) {
                boolean implemented = method.name().equals(lambda.method())
                        && lambda.descriptors().contains(method.descriptor());
                if (implemented && conflicts != null) {
                    conflicts.concern(declarer, method.name(), method.descriptor());
                }
                if (!implemented && object.facts().method(method.name(), method.descriptor()) == null
                        && MemberLookup.implementation(type.lineage(), method) == null
                        && names.add(method.name() + method.descriptor())) {
                    Problem problem = member(Kind.NOT_IMPLEMENTED, new Found(method, declarer), "is abstract",
                            ", and the lambda does not implement it", JvmError.ABSTRACT_METHOD);
                    places.forEach(place -> findings.add(problem, place));
                }
            }
        }
    }

    private Problem changed(SeenType type, String is, String but, JvmError error) {
        return problem(Kind.CLASS_CHANGED, type, Wording.name(type.name()) + " " + is + " " + wording.where(type)
                + ", but " + but + wording.advice(type), error);
    }

    private Problem member(Kind kind, Found found, String is, String but, JvmError error) {
        SeenType type = found.declarer();
        return problem(kind, type, Wording.name(type.name(), found.member().name(), found.member().descriptor()) + " "
                + is + " " + wording.where(type) + but + wording.advice(type), error);
    }

    private static Problem problem(Kind kind, SeenType type, String text, JvmError error) {
        return new Problem(kind, type.facts().packageName(), text, Objects.requireNonNull(error));
    }
}
