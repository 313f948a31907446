package dev.hotplug.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Aligned lines of {@code field: value}. Not safe for use by many threads. */
final class Fields {

    private record Field(String name, String value) {
    }

    private final List<Field> fields = new ArrayList<>();

    Fields add(String name, String value) {
        fields.add(new Field(name + ":", value));
        return this;
    }

    Fields addIfPresent(String name, String value) {
        return value.isEmpty() ? this : add(name, value);
    }

    Fields addAll(String name, Collection<String> values) {
        values.forEach(value -> add(name, value));
        return this;
    }

    List<String> lines() {
        int width = fields.stream().mapToInt(field -> field.name().length()).max().orElse(0) + 1;
        return fields.stream()
                .map(field -> field.name() + " ".repeat(width - field.name().length()) + field.value())
                .toList();
    }
}
