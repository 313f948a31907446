package dev.hotplug.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All that the classes of a plugin refer to, and from where. */
final class Uses {

    private final Map<Reference, List<Place>> references = new HashMap<>();
    private final Map<Lambda, List<Place>> lambdas = new HashMap<>();
    private final HostTypes host;
    private int count;

    Uses(HostTypes host) {
        this.host = host;
    }

    /**
     * A function object that the JVM makes.
     *
     * @param type internal name of the interface
     * @param method the method that it implements
     * @param descriptors the descriptors that it implements it with, sorted, each once
     */
    record Lambda(String type, String method, List<String> descriptors) {

        /** Hand-written, as is the other: making a record's takes a cold JVM as long as all the rest of a check. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Lambda that && type.equals(that.type) && method.equals(that.method)
                    && descriptors.equals(that.descriptors);
        }

        @Override
        public int hashCode() {
            return (type.hashCode() * 31 + method.hashCode()) * 31 + descriptors.hashCode();
        }
    }

    /** Adds the places of one class. */
    void add(List<Reference> found, List<Place> places) {
        for (int i = 0; i < found.size(); i++) {
            List<Place> known = references.get(found.get(i));
            if (known == null) {
                known = new ArrayList<>(2);
                references.put(found.get(i), known);
            }
            known.add(places.get(i));
        }
        count += found.size();
    }

    void add(Lambda lambda, Place place) {
        List<Place> known = lambdas.get(lambda);
        if (known == null) {
            known = new ArrayList<>(2);
            lambdas.put(lambda, known);
        }
        known.add(place);
    }

    /** Whether a reference is known to resolve wherever it stands, so that its places do not matter. */
    boolean isSound(Reference reference) {
        return host.isSound(reference);
    }

    /** As {@link #isSound(Reference)}; of a descriptor, whether the references to all its classes are. */
    boolean isSound(Spelling spelling) {
        return host.isSound(spelling);
    }

    /** Whether the references to all classes in a descriptor are sound. */
    boolean areSound(String descriptor) {
        SoundNames names = new SoundNames();
        ClassUses.classesIn(descriptor, names);
        return names.all;
    }

    private final class SoundNames implements Consumer<String> {

        private boolean all = true;

        @Override
        public void accept(String internalName) {
            all = all && isSound(Reference.to(Reference.Action.NAME, internalName));
        }
    }

    /** Notes how the bytes of class files spell what is sound, for the plugins to come. */
    void addSound(Spelling spelling) {
        host.addSound(spelling);
    }

    /** How many places there are. */
    int count() {
        return count;
    }

    Map<Reference, List<Place>> references() {
        return references;
    }

    Map<Lambda, List<Place>> lambdas() {
        return lambdas;
    }
}
