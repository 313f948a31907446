package dev.hotplug.link;

import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Descriptor.DeclaredExport;
import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkPlan.Exporter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the classes that a descriptor names are what it says of them, as far as class files tell. A load asks the
 * classes themselves; this is for whoever must not load them. What is not there or cannot be read is the linker's to say.
 *
 * <p>A pure function. One instance serves one call.
 */
public final class DeclaredTypes {

    private static final String PLUGIN = "dev/hotplug/api/Plugin";

    private final HostClasses host;
    private final HostTypes hostTypes;
    private final Map<Long, ExporterTypes> spaces = new HashMap<>();

    private DeclaredTypes(HostClasses host) {
        this.host = host;
        this.hostTypes = HostTypes.of(host);
    }

    /**
     * Looks at them.
     *
     * @param descriptor the plugin's descriptor
     * @param plugin its classes, and where it has others from
     * @param host what every plugin sees
     * @return one sentence without the plugin's label for each that is not as declared
     */
    public static List<String> defects(Descriptor descriptor, Exporter plugin, HostClasses host) {
        DeclaredTypes types = new DeclaredTypes(host);
        return types.defects(descriptor, types.spaceOf(plugin));
    }

    private List<String> defects(Descriptor descriptor, TypeSpace space) {
        List<String> defects = new ArrayList<>();
        if (isKnownNotToBe(space, descriptor.entryClass(), PLUGIN)) {
            defects.add("its entry class " + descriptor.entryClass() + " does not implement " + Wording.name(PLUGIN));
        }
        for (DeclaredExport export : descriptor.exports()) {
            if (isKnownNotToBe(space, export.implementation(), internal(export.type()))) {
                defects.add("@Export on " + export.implementation() + ": does not implement " + export.type());
            }
        }
        return defects;
    }

    private static boolean isKnownNotToBe(TypeSpace space, String className, String above) {
        SeenType type = space.find(internal(className));
        SeenType wanted = space.find(above);
        return type != null && wanted != null && type.lineage().complete() && !type.isSubtypeOf(wanted);
    }

    private static String internal(String className) {
        return className.replace('.', '/');
    }

    private ExporterTypes spaceOf(Exporter exporter) {
        return spaces.computeIfAbsent(exporter.loadNumber(),
                number -> new ExporterTypes(exporter, host, hostTypes, this::spaceOf));
    }
}
