package dev.hotplug;

import dev.hotplug.lifecycle.Lifecycle;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Requirement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a plugin says of itself, loaded or not.
 *
 * @param id its id
 * @param version its version
 * @param description one line of text, or empty
 * @param entryClass binary name of its entry class
 * @param requires the plugins that it needs, or uses if they are there ({@code text?}), as its author wrote them
 * @param after ids of the plugins that it is loaded after if they are loaded together
 * @param exportedPackages the packages that others may link against
 * @param apiDigests a digest of what others may link against, for each exported package: equal if nobody who was
 *     compiled against one of two versions would notice the other
 * @param exports what it exports by annotation, one line for each
 * @param parameters the parameters that it takes
 * @param permanent whether it refuses to be unloaded
 * @param file the file that it was read from
 * @param size the size of that file, in bytes
 * @param digest SHA-256 of that file, in hexadecimal
 */
public record PluginDescription(String id, String version, String description, String entryClass,
                                List<String> requires, List<String> after, List<String> exportedPackages,
                                Map<String, String> apiDigests, List<String> exports, List<Parameter> parameters,
                                boolean permanent, Path file, long size, String digest) {

    /** Copies the lists. */
    public PluginDescription {
        requires = List.copyOf(requires);
        after = List.copyOf(after);
        exportedPackages = List.copyOf(exportedPackages);
        apiDigests = Map.copyOf(apiDigests);
        exports = List.copyOf(exports);
        parameters = List.copyOf(parameters);
    }

    static PluginDescription of(Lifecycle.Description found) {
        Descriptor descriptor = found.descriptor();
        return new PluginDescription(descriptor.id(), descriptor.version(), descriptor.description(),
                descriptor.entryClass(), descriptor.requires().stream().map(Requirement::toString).toList(),
                descriptor.after(), descriptor.exportedPackages(), found.api(),
                descriptor.exports().stream().map(export -> line(descriptor, export)).toList(),
                descriptor.parameters().stream().map(parameter -> new Parameter(parameter.name(), parameter.type(),
                        parameter.description(), parameter.required(), parameter.writable())).toList(),
                descriptor.permanent(), found.file(), found.size(), found.digest());
    }

    private static String line(Descriptor descriptor, Descriptor.DeclaredExport export) {
        return (export.type().isEmpty() ? "the interface of " + export.implementation() : export.type()) + " \""
                + (export.name().isEmpty() ? descriptor.id() : export.name()) + "\"";
    }

    /**
     * One parameter.
     *
     * @param name its name
     * @param type its Java type
     * @param description one line of text, or empty
     * @param required whether a value must be given
     * @param writable whether it may be set while the plugin is live
     */
    public record Parameter(String name, String type, String description, boolean required, boolean writable) {
    }
}
