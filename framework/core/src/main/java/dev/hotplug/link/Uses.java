package dev.hotplug.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that the classes of a plugin refer to, and from where. */
final class Uses {

    private final Map<Reference, List<Place>> references = new HashMap<>();
    private final Map<Lambda, List<Place>> lambdas = new HashMap<>();
    private int count;

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
            List<Place> first = new ArrayList<>(2);
            List<Place> known = references.putIfAbsent(found.get(i), first);
            (known == null ? first : known).add(places.get(i));
        }
        count += found.size();
    }

    void add(Lambda lambda, Place place) {
        List<Place> first = new ArrayList<>(2);
        List<Place> known = lambdas.putIfAbsent(lambda, first);
        (known == null ? first : known).add(place);
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
