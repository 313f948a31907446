package dev.hotplug.link;

import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkPlan.Exporter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The types that the classes of a loaded plugin see: the host's, imported ones, its own. */
final class ExporterTypes implements TypeSpace {

    private final Exporter exporter;
    private final HostClasses host;
    private final HostTypes hostTypes;
    private final Function<Exporter, ExporterTypes> others;
    private final Map<String, SeenType> own = new HashMap<>();

    /**
     * @param others gives the one space of each exporter
     */
    ExporterTypes(Exporter exporter, HostClasses host, HostTypes hostTypes, Function<Exporter, ExporterTypes> others) {
        this.exporter = exporter;
        this.host = host;
        this.hostTypes = hostTypes;
        this.others = others;
    }

    Exporter exporter() {
        return exporter;
    }

    @Override
    public SeenType find(String internalName) {
        String packageName = Linker.packageOf(internalName);
        if (host.loaderOf(packageName) != null) {
            return hostTypes.find(internalName);
        }
        Exporter provider = exporter.imports().apply(packageName);
        return (provider == null ? this : others.apply(provider)).own(internalName);
    }

    /** The type of that name that the plugin itself or one of its libraries defines, or {@code null}. */
    SeenType own(String internalName) {
        SeenType known = own.get(internalName);
        if (known == null && !own.containsKey(internalName)) {
            byte[] bytes = exporter.classFiles().apply(internalName);
            known = bytes == null ? null : new SeenType(FactsReader.read(internalName, bytes), this);
            own.put(internalName, known);
        }
        return known;
    }
}
