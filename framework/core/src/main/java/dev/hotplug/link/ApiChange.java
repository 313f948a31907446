package dev.hotplug.link;

import dev.hotplug.model.ClassFile;
import dev.hotplug.model.ClassSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between two versions of what a plugin exports. Immutable.
 */
public final class ApiChange {

    private final Set<String> types = new TreeSet<>();

    /**
     * @param before digests by internal name
     * @param after digests by internal name
     */
    public ApiChange(Map<String, String> before, Map<String, String> after) {
        before.forEach((type, digest) -> {
            if (!Objects.equals(digest, after.get(type))) {
                types.add(type);
            }
        });
    }

    /** Whether no type that was there has changed. */
    public boolean isEmpty() {
        return types.isEmpty();
    }

    /**
     * The changed types that a plugin names.
     *
     * @param source the plugin's classes
     * @return names with dots, sorted; throws what reading the classes throws
     */
    public Set<String> namedBy(ClassSource source) {
        Set<String> named = new TreeSet<>();
        if (!types.isEmpty()) {
            for (ClassFile file : source.classes()) {
                NamedTypes.read(file.bytes()).all().stream().filter(types::contains)
                        .forEach(type -> named.add(type.replace('/', '.')));
            }
        }
        return named;
    }
}
