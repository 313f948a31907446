package dev.hotplug.link;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A type together with the space that it is defined in, in which its own super types are looked up. Two of the
 * same name in different spaces are different types.
 *
 * <p>Safe for use by many threads: what is computed on demand is immutable and the same for everybody.
 */
final class SeenType {

    /** Far more than anybody's type has; what each type keeps is a list of all. */
    static final int MOST_SUPER_TYPES = 1000;
    /** Of a type that has more, or is above itself, nothing is said. */
    static final Lineage ENDLESS = new Lineage(List.of(), List.of(), false, null);

    private final TypeFacts facts;
    private final TypeSpace space;
    private Lineage lineage;

    SeenType(TypeFacts facts, TypeSpace space) {
        this.facts = facts;
        this.space = space;
    }

    /**
     * All super types.
     *
     * @param classes the type itself, its super class, and so on
     * @param interfaces all interfaces that it has, each once
     * @param complete whether these are all and each is of the right kind
     * @param missing internal name of a type that is not there, or {@code null}
     */
    record Lineage(List<SeenType> classes, List<SeenType> interfaces, boolean complete, String missing) {
    }

    TypeFacts facts() {
        return facts;
    }

    TypeSpace space() {
        return space;
    }

    String name() {
        return facts.name();
    }

    /** The type's super types, itself included. */
    Lineage lineage() {
        Lineage known = lineage;
        if (known == null) {
            known = traceShort();
            known = known == null ? trace() : known;
            lineage = known;
        }
        return known;
    }

    /** The usual case: a class that extends {@code Object} and has no interface; {@code null} if it is none. */
    private Lineage traceShort() {
        SeenType object = facts.isPlain() ? space.find(facts.superName()) : null;
        return object == null || object.facts.superName() != null ? null
                : new Lineage(List.of(this, object), List.of(), true, null);
    }

    private Lineage trace() {
        List<SeenType> classes = new ArrayList<>(4);
        Set<SeenType> interfaces = new LinkedHashSet<>();
        String missing = null;
        boolean complete = true;
        SeenType current = this;
        while (current != null) {
            if (current.lineage == ENDLESS || classes.size() + interfaces.size() > MOST_SUPER_TYPES) {
                return ENDLESS;
            }
            complete &= current.facts.isReadable();
            classes.add(current);
            missing = current.addInterfaces(interfaces, missing);
            String above = current.facts.superName();
            SeenType next = above == null ? null : current.space.find(above);
            if (above != null && next == null) {
                missing = above;
            }
            // A class above which there is an interface cannot be loaded.
            if (next != null && next.facts.isInterface()) {
                complete = false;
                next = null;
            }
            current = next;
        }
        for (SeenType found : interfaces) {
            if (found.lineage == ENDLESS) {
                return ENDLESS;
            }
            complete &= found.facts.isReadable() && found.facts.isInterface() && found != this;
        }
        return new Lineage(List.copyOf(classes), List.copyOf(interfaces), complete && missing == null, missing);
    }

    private String addInterfaces(Set<SeenType> found, String missingSoFar) {
        String missing = missingSoFar;
        for (String name : facts.interfaces()) {
            SeenType type = space.find(name);
            if (type == null) {
                missing = name;
            } else if (found.size() <= MOST_SUPER_TYPES && found.add(type) && type.lineage != ENDLESS) {
                missing = type.addInterfaces(found, missing);
            }
        }
        return missing;
    }

    /** Whether that is this type or one of its super types. */
    boolean isSubtypeOf(SeenType other) {
        return this == other || lineage().classes().contains(other) || lineage().interfaces().contains(other);
    }

    /** Whether both are in one package of one class loader. */
    boolean sharesPackageWith(SeenType other) {
        return space == other.space && facts.packageName().equals(other.facts.packageName());
    }

    /** Whether both may use each other's private members. */
    boolean isNestmateOf(SeenType other) {
        return this == other || (sharesPackageWith(other) && facts.nestHost().equals(other.facts.nestHost()));
    }

    @Override
    public String toString() {
        return facts.name();
    }
}
