package dev.hotplug.link;

import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Kind;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkPlan.Exporter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;

/**
 * Finds types that the plugin would see through two providers: it uses an imported type whose API names another
 * one, which the exporter has from one place and the plugin from another. They are two types of one name, and the
 * first call that passes one for the other fails, far from its cause.
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
     */
    List<LinkFinding> find(Set<String> named) {
        for (String name : named) {
            SeenType type = types.find(name);
            if (type != null && type.space() instanceof ExporterTypes) {
                compare(type);
            }
        }
        return conflicts.values().stream().map(Conflict::finding).toList();
    }

    private void compare(SeenType used) {
        Set<String> seen = new HashSet<>();
        Stream.concat(used.lineage().classes().stream(), used.lineage().interfaces().stream())
                .filter(type -> type.space() instanceof ExporterTypes).forEach(type -> {
                    compare(used, type, type.name(), seen);
                    Stream.of(type.facts().fields(), type.facts().methods())
                            .flatMap(members -> Stream.of(Member.sorted(members.clone())))
                            .filter(member -> member.is(API) && !member.is(Opcodes.ACC_SYNTHETIC))
                            .forEach(member -> classesIn(member.descriptor(),
                                    name -> compare(used, type, name, seen)));
                });
    }

    /** Gives the internal names of the classes in a descriptor, up to where it is malformed. */
    private static void classesIn(String descriptor, Consumer<String> names) {
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
