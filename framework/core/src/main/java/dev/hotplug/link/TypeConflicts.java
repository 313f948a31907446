package dev.hotplug.link;

import dev.hotplug.link.SeenType.Lineage;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Kind;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkPlan.Exporter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;

/**
 * Finds types that the plugin would see through two providers: it uses an imported type whose API names another
 * one, which the exporter has from one place and the plugin from another. They are two types of one name, and the
 * first call that passes one for the other fails, far from its cause.
 *
 * <p>So with the host's types, which are there whatever plugins bring along. Of these only the members count that the
 * plugin refers to or overrides, since the JVM holds the loaders to one type for no others: an application that shares its
 * API and not its logging is nothing unusual, nor is a plugin with a logging library. Where it does hold them to it and
 * has not seen the host's type yet, the host itself can no longer load that.
 */
final class TypeConflicts {

    private static final int API = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

    private final PluginTypes types;
    private final Wording wording;
    private final String label;
    /** For each exporter and package, what is said of it. */
    private final Map<String, Conflict> conflicts = new TreeMap<>();

    TypeConflicts(PluginTypes types, Wording wording, String label) {
        this.types = types;
        this.wording = wording;
        this.label = label;
    }

    /**
     * Looks at every imported type that the plugin's code names.
     *
     * @param named internal names of all classes that it names
     * @return all that was found, here and before
     */
    List<LinkFinding> find(Set<String> named) {
        for (String name : named) {
            SeenType type = types.find(name);
            if (type != null && type.space() instanceof ExporterTypes) {
                compare(type);
            }
        }
        List<LinkFinding> found = new ArrayList<>(conflicts.size());
        for (Conflict conflict : conflicts.values()) {
            found.add(conflict.finding());
        }
        return found;
    }

    /**
     * Looks at a member that the plugin refers to, and compares what its descriptor names if it is the host's.
     *
     * @return whether some plugin may see another type there than the host does
     */
    boolean concern(SeenType declarer, String name, String descriptor) {
        boolean concerned = false;
        if (descriptor.indexOf('L') >= 0 && types.hostTypes().isOfApplication(declarer)) {
            for (String named : classesIn(descriptor)) {
                if (!types.hostTypes().isForAll(named)) {
                    concerned = true;
                    compareWithHost(declarer, name, descriptor, named);
                }
            }
        }
        return concerned;
    }

    /** Looks at the methods of the host in whose place a class of the plugin has its own. */
    void checkOverridden(SeenType heir) {
        if (!heir.facts().isInterface() && heir.lineage().complete()) {
            for (SeenType above : heir.lineage().classes()) {
                checkOverridden(heir.lineage(), above);
            }
            for (SeenType above : heir.lineage().interfaces()) {
                checkOverridden(heir.lineage(), above);
            }
        }
    }

    private void checkOverridden(Lineage lineage, SeenType above) {
        if (types.hostTypes().isOfApplication(above)) {
            for (Member method : above.facts().methods()) {
                if (method.is(API) && method.isInstanceMethod() && (declares(lineage.classes(), method)
                        || declares(lineage.interfaces(), method))) {
                    concern(above, method.name(), method.descriptor());
                }
            }
        }
    }

    private boolean declares(List<SeenType> lineage, Member method) {
        for (SeenType type : lineage) {
            if (type.space() == types && type.facts().method(method.name(), method.descriptor()) != null) {
                return true;
            }
        }
        return false;
    }

    private void compareWithHost(SeenType declarer, String member, String descriptor, String name) {
        SeenType here = types.find(name);
        SeenType there = here == null ? null : types.hostTypes().find(name);
        if (there != null && there.space() != here.space()) {
            conflicts.computeIfAbsent("host " + here.facts().packageName(), key -> new Conflict(Wording.name(name)
                    + " would be seen through two providers: " + Wording.name(declarer.name(), member, descriptor)
                    + " of the host has it from the host's class path, " + label + " has it from " + provider(here, null)
                    + "; have the host share " + here.facts().packageName() + ", and leave it out of the plugins' JARs"))
                    .names.add(name);
        }
    }

    private void compare(SeenType used) {
        Set<String> seen = new HashSet<>();
        Stream.concat(used.lineage().classes().stream(), used.lineage().interfaces().stream())
                .filter(type -> type.space() instanceof ExporterTypes).forEach(type -> {
                    compare(used, type, type.name(), seen);
                    Stream.of(type.facts().fields(), type.facts().methods())
                            .flatMap(members -> Stream.of(Member.sorted(members.clone())))
                            .filter(member -> member.is(API) && !member.is(Opcodes.ACC_SYNTHETIC))
                            .flatMap(member -> classesIn(member.descriptor()).stream())
                            .forEach(name -> compare(used, type, name, seen));
                });
    }

    /** The internal names of the classes in a descriptor, up to where it is malformed. */
    private static List<String> classesIn(String descriptor) {
        List<String> names = new ArrayList<>(2);
        int from = descriptor.indexOf('L');
        int to = descriptor.indexOf(';', from + 1);
        while (from >= 0 && to >= 0) {
            names.add(descriptor.substring(from + 1, to));
            from = descriptor.indexOf('L', to);
            to = descriptor.indexOf(';', from + 1);
        }
        return names;
    }

    private void compare(SeenType used, SeenType declarer, String name, Set<String> seen) {
        if (!seen.add(declarer.name() + " " + name)) {
            return;
        }
        SeenType here = types.find(name);
        SeenType there = here == null ? null : declarer.space().find(name);
        if (there != null && there.space() != here.space()) {
            Exporter exporter = ((ExporterTypes) used.space()).exporter();
            conflicts.computeIfAbsent(exporter.loadNumber() + " " + here.facts().packageName(),
                    key -> new Conflict(sentence(used, there, here))).names.add(name);
        }
    }

    private String sentence(SeenType used, SeenType there, SeenType here) {
        return Wording.name(here.name()) + " would be seen through two providers: " + Wording.name(used.name()) + " "
                + wording.where(used) + " has it from " + provider(there, ((ExporterTypes) used.space())) + ", "
                + label + " has it from " + provider(here, null)
                + "; take it from one plugin that exports it, or leave it out of the JAR";
    }

    private String provider(SeenType type, ExporterTypes self) {
        if (type.space() instanceof ExporterTypes space) {
            return space == self ? "itself" : space.exporter().label();
        }
        String library = types.unit(type.name()).library();
        return library.isEmpty() ? "itself" : library;
    }

    /** One finding: all types of one package. */
    private static final class Conflict {

        private final String sentence;
        private final Set<String> names = new HashSet<>();

        Conflict(String sentence) {
            this.sentence = sentence;
        }

        LinkFinding finding() {
            String more = names.size() > 1 ? " (and " + (names.size() - 1) + " more of that package)" : "";
            return new LinkFinding(Severity.STRUCTURAL, Kind.TYPE_CONFLICT, sentence + more, List.of());
        }
    }
}
