package dev.hotplug.link;

import dev.hotplug.model.Descriptor;
import dev.hotplug.model.LinkPlan.Exporter;
import dev.hotplug.model.Requirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The optional plugins that a plugin is loaded without. What their packages are, nobody can tell who does not have
 * them; so any package that is in nobody else's hands (the JDK's, the host's, an imported one, the plugin's own) may
 * be theirs, and what is missing of it breaks only what cannot be reached without them.
 */
final class AbsentPlugins {

    private final List<Requirement> absent = new ArrayList<>();

    AbsentPlugins(Descriptor descriptor, List<Exporter> required) {
        Set<String> present = new HashSet<>();
        for (Exporter exporter : required) {
            present.add(exporter.id());
        }
        for (Requirement requirement : descriptor.requires()) {
            if (requirement.optional() && !present.contains(requirement.id())) {
                absent.add(requirement);
            }
        }
    }

    /** All of them, as {@code text?@[1.2,2)}, or {@code null} if there is none. */
    String named() {
        String found = absent.stream().map(Requirement::toString).collect(Collectors.joining(" or "));
        return found.isEmpty() ? null : found;
    }
}
