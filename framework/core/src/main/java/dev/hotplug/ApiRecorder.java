package dev.hotplug;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.image.DescriptorScanner;
import dev.hotplug.image.Image;
import dev.hotplug.image.ImageReader;
import dev.hotplug.image.JarAmendment;
import dev.hotplug.link.RecordedApi;
import dev.hotplug.model.ClassSource;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Limits;
import dev.hotplug.model.Requirement;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes into a plugin's JAR what it was compiled against: the types of other plugins that it names, each with a
 * digest of its API, and the values of their constants. A host compares that with what is there when it loads the
 * plugin, so that "compiled against another API" is told apart from "missing", and a constant that the compiler copied
 * and that has another value by now is found. For build tools; it needs no host.
 */
public final class ApiRecorder {

    /**
     * What was recorded.
     *
     * @param id the plugin
     * @param version its version
     * @param types how many types of other plugins
     * @param constants how many constants of these types
     */
    public record Recording(String id, String version, int types, int constants) {
    }

    private ApiRecorder() {
    }

    /**
     * Records. What was recorded before is replaced. The file is written aside and moved into place.
     *
     * @param jar the plugin's file, not signed yet
     * @param against the files of the plugins that it was compiled against; it requires each of them
     * @return what was recorded
     * @throws PluginException with {@link Reason#BAD_IMAGE} (also for a JAR that is signed),
     *     {@link Reason#LIMIT_EXCEEDED}, {@link Reason#BAD_DESCRIPTOR}, {@link Reason#DEPENDENCY_MISSING} if the plugin
     *     does not require one of the others, {@link Reason#VERSION_MISMATCH} if it does not accept its version,
     *     {@link Reason#INTERRUPTED}, or {@link Reason#INTERNAL_ERROR}; the file is as it was then
     */
    public static Recording record(Path jar, Collection<Path> against) {
        DescriptorScanner scanner = new DescriptorScanner();
        ImageReader reader = new ImageReader(Limits.DEFAULT);
        Image image = reader.read(jar);
        Descriptor plugin = scanner.scan(image);
        Map<Descriptor, ClassSource> exporters = new LinkedHashMap<>();
        for (Path file : against) {
            Image other = reader.read(file);
            Descriptor exporter = scanner.scan(other);
            requireRequired(plugin, exporter);
            exporters.put(exporter, other);
        }
        RecordedApi recorded = RecordedApi.of(image, exporters);
        JarAmendment.put(jar, RecordedApi.ENTRY, recorded.toBytes());
        return new Recording(plugin.id(), plugin.version(), recorded.size(), recorded.constants());
    }

    private static void requireRequired(Descriptor plugin, Descriptor exporter) {
        Requirement requirement = plugin.requires().stream().filter(wanted -> wanted.id().equals(exporter.id()))
                .findFirst().orElseThrow(() -> new PluginException(Reason.DEPENDENCY_MISSING, plugin.id(),
                        plugin.label() + ": does not require " + exporter.id() + ", so it cannot link to "
                                + exporter.label() + "; require it, or leave it out", null));
        if (!requirement.accepts(exporter.version())) {
            throw new PluginException(Reason.VERSION_MISMATCH, plugin.id(), plugin.label() + ": requires " + requirement
                    + ", but is said to be compiled against " + exporter.label() + "; name the one that it was"
                    + requirement.preReleaseNote(exporter.version()), null);
        }
    }
}
