package dev.hotplug.lifecycle;

import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who requires what: one line of a report about versions that do not fit.
 *
 * @param label the plugin that requires, by id and version
 * @param requirement what it requires
 */
record Wish(String label, Requirement requirement) {

    /** What a plugin requires. */
    static List<Wish> of(Descriptor descriptor) {
        List<Wish> wishes = new ArrayList<>();
        for (Requirement requirement : descriptor.requires()) {
            wishes.add(new Wish(descriptor.label(), requirement));
        }
        return wishes;
    }

    /** What a plugin that is loaded, those that use it, and those that would be loaded with it make of its version. */
    static List<Wish> about(Entry found, LoadAttempt attempt) {
        Stream<Wish> own = of(attempt.descriptor).stream();
        Stream<Wish> users = found.usedBy.stream().flatMap(user -> of(user.descriptor).stream());
        return Stream.of(own, attempt.peers.stream(), users).flatMap(wishes -> wishes)
                .filter(wish -> wish.requirement.id().equals(found.id())).distinct().toList();
    }

    /** As {@code clock 1.0.0 requires text@^2, which fits}, if there is such a version. */
    String against(String version) {
        return label + (requirement.optional() ? " can use " : " requires ") + requirement
                + (requirement.accepts(version) ? ", which fits" : requirement.preReleaseNote(version));
    }
}
