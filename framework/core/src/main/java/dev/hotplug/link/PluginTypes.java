package dev.hotplug.link;

import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkPlan.Exporter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types that the classes of the plugin at hand will see, in the order in which its class loader will seek them. */
final class PluginTypes implements TypeSpace {

    private final HostClasses host;
    private final HostTypes hostTypes;
    private final Map<String, Exporter> imports;
    private final Map<Long, ExporterTypes> exporters = new HashMap<>();
    private final Map<String, Unit> units = new HashMap<>();
    private final Set<String> packages = new HashSet<>();
    private final List<Unit> inOrder = new ArrayList<>();
    private final Map<String, Optional<SeenType>> others = new HashMap<>();

    /**
     * @param imports for each imported package, whom it comes from
     */
    PluginTypes(HostClasses host, Map<String, Exporter> imports) {
        this.host = host;
        this.hostTypes = HostTypes.of(host);
        this.imports = imports;
    }

    /** Adds a class of the plugin or its libraries. The first of a name counts. */
    void add(String library, TypeFacts facts) {
        Unit unit = new Unit(library, new SeenType(facts, this), inOrder.size());
        if (units.putIfAbsent(facts.name(), unit) == null) {
            inOrder.add(unit);
            packages.add(facts.packageName());
        }
    }

    /** The class of the plugin that has that name, or {@code null}. */
    Unit unit(String internalName) {
        return units.get(internalName);
    }

    /** Whether the plugin or one of its libraries has a class in that package. */
    boolean hasPackage(String packageName) {
        return packages.contains(packageName);
    }

    /** The plugin's classes in the order in which they were added. */
    List<Unit> units() {
        return inOrder;
    }

    /** A class of a package that belongs to somebody else is not among the units, so there is no order to keep. */
    @Override
    public SeenType find(String internalName) {
        Unit unit = units.get(internalName);
        return unit == null ? other(internalName) : unit.type();
    }

    private SeenType other(String internalName) {
        Optional<SeenType> known = others.get(internalName);
        if (known == null) {
            known = Optional.ofNullable(seek(internalName));
            others.put(internalName, known);
        }
        return known.orElse(null);
    }

    private SeenType seek(String internalName) {
        String packageName = Linker.packageOf(internalName);
        if (host.loaderOf(packageName) != null) {
            return hostTypes.find(internalName);
        }
        Exporter exporter = imports.get(packageName);
        return exporter != null && exporter.types().contains(internalName) ? spaceOf(exporter).own(internalName) : null;
    }

    /** The types of the JDK and of the host. */
    HostTypes hostTypes() {
        return hostTypes;
    }

    /** Whom an imported package comes from, or {@code null}. */
    Exporter exporterOf(String packageName) {
        return imports.get(packageName);
    }

    /** What the classes of an exporter see. */
    ExporterTypes spaceOf(Exporter exporter) {
        return exporters.computeIfAbsent(exporter.loadNumber(),
                number -> new ExporterTypes(exporter, host, hostTypes, this::spaceOf));
    }

    /** Whether a type is public, and its module lets plugins use it. */
    boolean isExported(SeenType type) {
        return type.space() != hostTypes || hostTypes.isExported(type.facts().packageName());
    }

    /**
     * A class of the plugin.
     *
     * @param library the nested library that holds it; empty for the JAR itself
     * @param order its place among the classes
     */
    record Unit(String library, SeenType type, int order) {

        boolean isOwn() {
            return library.isEmpty();
        }

        /** With dots. */
        String className() {
            return type.name().replace('/', '.');
        }
    }
}
