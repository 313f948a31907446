package dev.hotplug.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;

/** Reads the {@code Plugin-} attributes of a manifest, and refuses those that it does not know. */
final class ManifestDeclaration {

    private static final String PREFIX = "Plugin-";
    private static final List<String> KNOWN = List.of("Plugin-Id", "Plugin-Version", "Plugin-Class",
            "Plugin-Description", "Plugin-Requires", "Plugin-After", "Plugin-Exports", "Plugin-Permanent");

    private final Map<String, String> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private ManifestDeclaration(Manifest manifest, List<String> defects) {
        for (Map.Entry<Object, Object> attribute : manifest.getMainAttributes().entrySet()) {
            String name = attribute.getKey().toString();
            if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                attributes.put(name, attribute.getValue().toString().strip());
            }
        }
        for (String name : attributes.keySet()) {
            if (!isKnown(name)) {
                defects.add("the manifest has the unknown attribute " + name + "; expected one of "
                        + String.join(", ", KNOWN));
            }
        }
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            if (attribute.getValue().isEmpty()) {
                defects.add("the manifest's attribute " + attribute.getKey()
                        + " is empty; give it a value or remove it");
            }
        }
    }

    private static boolean isKnown(String name) {
        for (String known : KNOWN) {
            if (known.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    static Declaration of(Manifest manifest, List<String> defects) {
        ManifestDeclaration read = new ManifestDeclaration(manifest, defects);
        return new Declaration("the manifest", read.text("Plugin-Class"), read.text("Plugin-Id"),
                read.text("Plugin-Version"), read.text("Plugin-Description"),
                split(read.text("Plugin-Requires"), ";"), split(read.text("Plugin-After"), ","),
                packages(split(read.text("Plugin-Exports"), ",")), flag(read.text("Plugin-Permanent"), defects));
    }

    private String text(String name) {
        String value = attributes.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static SortedSet<String> packages(List<String> names) {
        return names == null ? null : new TreeSet<>(names);
    }

    private static List<String> split(String value, String separator) {
        if (value == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (String part : value.split(separator)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    private static Boolean flag(String value, List<String> defects) {
        if (value == null) {
            return null;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                defects.add("the manifest's attribute Plugin-Permanent is \"" + value + "\"; expected true or false");
                yield null;
            }
        };
    }
}
