package dev.hotplug.link;

import dev.hotplug.link.PluginTypes.Unit;
import dev.hotplug.link.SeenType.Lineage;
import dev.hotplug.model.LinkFinding.Kind;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** Holds what the plugin's classes declare against what they inherit: final methods, and abstract ones. */
final class Overrides {

    private final Wording wording;
    private final Findings findings;

    Overrides(Wording wording, Findings findings) {
        this.wording = wording;
        this.findings = findings;
    }

    /** Adds a finding for each method that the class must not override, or must have and has not. */
    void check(Unit unit) {
        SeenType type = unit.type();
        if (type.facts().isInterface()) {
            return;
        }
        Lineage lineage = type.lineage();
        if (!lineage.complete()) {
            return;
        }
        for (SeenType above : lineage.classes()) {
            if (above != type) {
                checkFinals(unit, above);
            }
        }
        // All that a plain class can lack is what it declares abstract itself.
        if (!type.facts().isAbstract() && !(type.facts().isPlain() && type.facts().abstractMethods().isEmpty())) {
            List<SeenType> declarers = new ArrayList<>(lineage.classes());
            declarers.addAll(lineage.interfaces());
            for (SeenType declarer : declarers) {
                checkAbstracts(unit, lineage, declarer);
            }
        }
    }

    private void checkFinals(Unit unit, SeenType above) {
        for (Member overridden : above.facts().finalMethods()) {
            Member method = unit.type().facts().method(overridden.name(), overridden.descriptor());
            if (method != null && method.isInstanceMethod() && isInherited(overridden, above, unit.type())) {
                add(unit, method.name(), Kind.FINAL_OVERRIDDEN, above, overridden, "is final",
                        "overrides it", JvmError.CLASS_CHANGE);
            }
        }
    }

    private void checkAbstracts(Unit unit, Lineage lineage, SeenType declarer) {
        if (declarer.facts().abstractMethods().isEmpty() || isLeftToSuperClass(lineage.classes(), declarer)) {
            return;
        }
        for (Member method : declarer.facts().abstractMethods()) {
            if (isInherited(method, declarer, unit.type())
                    ? MemberLookup.implementation(lineage, method) == null
                    : !isImplementedAtHome(unit.type(), declarer, method)) {
                add(unit, "", Kind.NOT_IMPLEMENTED, declarer, method, "is abstract", "does not implement it",
                        JvmError.ABSTRACT_METHOD);
            }
        }
    }

    /** What a super class has not implemented either is its defect. */
    private static boolean isLeftToSuperClass(List<SeenType> classes, SeenType declarer) {
        return classes.size() > 1 && !classes.get(1).facts().isAbstract() && classes.get(1).isSubtypeOf(declarer);
    }

    /** A package-private method can be implemented by a class of its own package only. */
    private static boolean isImplementedAtHome(SeenType heir, SeenType declarer, Member method) {
        return heir.lineage().classes().stream().filter(above -> above.sharesPackageWith(declarer))
                .map(above -> above.facts().method(method.name(), method.descriptor()))
                .anyMatch(found -> found != null && found.isInstanceMethod() && !found.isAbstract());
    }

    private static boolean isInherited(Member method, SeenType declarer, SeenType heir) {
        return method.is(Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED) || heir.sharesPackageWith(declarer);
    }

    private void add(Unit unit, String user, Kind kind, SeenType declarer, Member method, String is, String but,
                     JvmError error) {
        String text = Wording.name(declarer.name(), method.name(), method.descriptor()) + " " + is + " "
                + wording.where(declarer) + ", but " + unit.className() + " " + but + wording.advice(declarer);
        findings.add(new Problem(kind, declarer.facts().packageName(), text, error),
                new Place(unit.library(), unit.type().name(), user, 0, 0, unit.order()));
    }
}
