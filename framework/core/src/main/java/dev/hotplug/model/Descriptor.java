package dev.hotplug.model;

import java.util.List;

/**
 * What a plugin says of itself, known before any class of it is loaded (the kernel's {@code .modinfo}).
 *
 * @param id the plugin's id, of the form that {@link #isId} tells
 * @param version a semantic version
 * @param description one line for operators, or empty
 * @param entryClass binary name of the class that implements {@code Plugin}
 * @param requires the plugins that it needs, or uses if they are there, each id once
 * @param after ids of the plugins that it is loaded after if they are loaded together; none of those in requires
 * @param exportedPackages the packages that others may link against, sorted
 * @param exports what {@code @Export} declares, sorted by class name
 * @param parameters what {@code @Param} declares on the entry class, sorted by name
 * @param permanent whether it refuses to be unloaded
 */
public record Descriptor(String id, String version, String description, String entryClass,
                         List<Requirement> requires, List<String> after, List<String> exportedPackages,
                         List<DeclaredExport> exports, List<DeclaredParameter> parameters, boolean permanent) {

    private static final int LONGEST_ID = 64;

    /** Copies the lists. */
    public Descriptor {
        requires = List.copyOf(requires);
        after = List.copyOf(after);
        exportedPackages = List.copyOf(exportedPackages);
        exports = List.copyOf(exports);
        parameters = List.copyOf(parameters);
    }

    /**
     * Whether a text may be an id: {@code [a-z0-9][a-z0-9._-]{0,63}}, which is safe as a file name and in a JAR URL.
     *
     * @param text any text
     */
    public static boolean isId(String text) {
        if (text.isEmpty() || text.length() > LONGEST_ID) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!plain && (i == 0 || c != '.' && c != '_' && c != '-')) {
                return false;
            }
        }
        return true;
    }

    /** The plugin as messages name it: id and version. */
    public String label() {
        return id + " " + version;
    }

    /**
     * What {@code @Export} on a class says.
     *
     * @param implementation binary name of the annotated class
     * @param type binary name of the type to export under, or empty for the class's only direct interface
     * @param name the symbol's name, or empty for the plugin's id
     * @param ranking the ranking
     */
    public record DeclaredExport(String implementation, String type, String name, int ranking) {
    }

    /**
     * What {@code @Param} on a member of the entry class says.
     *
     * @param name the parameter's name
     * @param type the Java type, as in source
     * @param description one line for operators, or empty
     * @param required whether a value must be given
     * @param writable whether it may be set while the plugin is live
     */
    public record DeclaredParameter(String name, String type, String description, boolean required,
                                    boolean writable) {
    }
}
