package dev.hotplug.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** Reads the {@code Plugin-} attributes of a manifest, and refuses those that it does not know. */
final class ManifestDeclaration {

    private static final String PREFIX = "Plugin-";
    private static final List<String> KNOWN = List.of("Plugin-Id", "Plugin-Version", "Plugin-Class",
            "Plugin-Description", "Plugin-Requires", "Plugin-After", "Plugin-Exports", "Plugin-Permanent");

    private final Map<String, String> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private ManifestDeclaration(Manifest manifest, List<String> defects) {
        manifest.getMainAttributes().forEach((name, value) -> {
            if (name.toString().regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                attributes.put(name.toString(), value.toString().strip());
            }
        });
        attributes.keySet().stream().filter(name -> KNOWN.stream().noneMatch(name::equalsIgnoreCase)).forEach(name ->
                defects.add("the manifest has the unknown attribute " + name + "; expected one of "
                        + String.join(", ", KNOWN)));
        attributes.forEach((name, value) -> {
            if (value.isEmpty()) {
                defects.add("the manifest's attribute " + name + " is empty; give it a value or remove it");
            }
        });
    }

    static Declaration of(Manifest manifest, List<String> defects) {
        ManifestDeclaration read = new ManifestDeclaration(manifest, defects);
        return new Declaration("the manifest", read.text("Plugin-Class"), read.text("Plugin-Id"),
                read.text("Plugin-Version"), read.text("Plugin-Description"),
                read.mapped("Plugin-Requires", value -> split(value, ";")),
                read.mapped("Plugin-After", value -> split(value, ",")),
                read.mapped("Plugin-Exports", value -> new TreeSet<>(split(value, ","))),
                read.mapped("Plugin-Permanent", value -> flag(value, defects)));
    }

    private String text(String name) {
        return mapped(name, Function.identity());
    }

    private <T> T mapped(String name, Function<String, T> reader) {
        String value = attributes.get(name);
        return value == null || value.isEmpty() ? null : reader.apply(value);
    }

    private static List<String> split(String value, String separator) {
        return Arrays.stream(value.split(separator)).map(String::strip).filter(part -> !part.isEmpty())
                .collect(Collectors.toList());
    }

    private static Boolean flag(String value, List<String> defects) {
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
