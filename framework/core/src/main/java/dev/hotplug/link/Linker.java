package dev.hotplug.link;

import dev.hotplug.model.ClassFile;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Kind;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkPlan;
import dev.hotplug.model.LinkPlan.Exporter;
import dev.hotplug.model.LinkReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Resolves every reference of a plugin's classes against what it will see at run time, before any of them is
 * loaded.
 *
 * <p>A pure function: it reads what it is given and loads nothing. One instance serves one call.
 */
public final class Linker {

    private static final int RUNNING = 44 + Runtime.version().feature();
    private static final int FIRST_FEATURE = 44;

    private final Descriptor descriptor;
    private final HostClasses host;
    private final List<Exporter> required;
    private final Map<String, Exporter> imports = new HashMap<>();
    private final Set<String> present = new HashSet<>();
    private final Set<String> exported = new HashSet<>();
    /** A class of each package of the plugin that belongs to somebody else. */
    private final Map<String, ClassFile> strangers = new TreeMap<>();
    private final PluginTypes types;
    private final Uses uses = new Uses();
    private final Findings findings = new Findings();

    private Linker(Descriptor descriptor, HostClasses host, List<Exporter> required) {
        this.descriptor = descriptor;
        this.host = host;
        this.required = required;
        this.types = new PluginTypes(host, imports);
    }

    /**
     * Links a plugin.
     *
     * @param descriptor the plugin's descriptor
     * @param classes its classes, own ones first, in the order in which its class loader searches
     * @param host what every plugin sees
     * @param required what each plugin that it requires exports
     * @return the plan, and everything that does not link; throws whatever iterating over the classes throws
     */
    public static LinkReport link(Descriptor descriptor, Iterable<ClassFile> classes, HostClasses host,
                                List<Exporter> required) {
        return new Linker(descriptor, host, required).link(classes);
    }

    private LinkReport link(Iterable<ClassFile> classes) {
        importPackages();
        readAll(classes);
        Wording wording = new Wording(descriptor, host, types, new AbsentPlugins(descriptor, required));
        TypeConflicts conflicts = imports.isEmpty() && host.shared().isEmpty() ? null
                : new TypeConflicts(types, wording, descriptor.label());
        resolveAll(new Resolution(types, wording, findings, conflicts));
        checkAll(new Overrides(wording, findings));
        if (conflicts != null) {
            findAll(conflicts);
        }
        Map<String, Long> numbers = new HashMap<>();
        for (Map.Entry<String, Exporter> entry : imports.entrySet()) {
            numbers.put(entry.getKey(), entry.getValue().loadNumber());
        }
        return new LinkReport(descriptor.label(), new LinkPlan(numbers, exported), findings.all());
    }

    private void readAll(Iterable<ClassFile> classes) {
        for (ClassFile file : classes) {
            read(file);
        }
        for (Map.Entry<String, ClassFile> stranger : strangers.entrySet()) {
            reportStranger(stranger.getKey(), stranger.getValue());
        }
    }

    private void resolveAll(Resolution resolution) {
        for (Map.Entry<Reference, List<Place>> reference : uses.references().entrySet()) {
            resolution.resolve(reference.getKey(), reference.getValue());
        }
        for (Map.Entry<Uses.Lambda, List<Place>> lambda : uses.lambdas().entrySet()) {
            resolution.implement(lambda.getKey(), lambda.getValue());
        }
    }

    private void checkAll(Overrides overrides) {
        PluginTypes.Unit endless = null;
        for (PluginTypes.Unit unit : types.units()) {
            overrides.check(unit);
            if (endless == null && !unit.type().facts().isPlain() && unit.type().lineage() == SeenType.ENDLESS) {
                // The first of perhaps thousands.
                endless = unit;
                found(unit.library(), unit.type().name(), "has more than " + SeenType.MOST_SUPER_TYPES
                        + " super types, or is one of its own; leave it out of the JAR");
            }
        }
    }

    private void findAll(TypeConflicts conflicts) {
        if (!host.shared().isEmpty()) {
            for (PluginTypes.Unit unit : types.units()) {
                conflicts.checkOverridden(unit.type());
            }
        }
        Set<String> named = new TreeSet<>();
        if (!imports.isEmpty()) {
            for (Reference reference : uses.references().keySet()) {
                named.add(reference.owner());
            }
        }
        for (LinkFinding conflict : conflicts.find(named)) {
            findings.add(conflict);
        }
    }

    private void importPackages() {
        for (Exporter exporter : required) {
            for (String name : exporter.packages()) {
                Exporter other = imports.putIfAbsent(name, exporter);
                if (other != null) {
                    findings.add(new LinkFinding(Severity.STRUCTURAL, Kind.PACKAGE_CONFLICT, "package " + name
                            + " is exported by both " + other.label() + " and " + exporter.label()
                            + ", which it requires; require one of them", List.of()));
                }
            }
        }
    }

    private void read(ClassFile file) {
        if (!present.add(file.name())) {
            // A class loader takes the first of a name; this one is never loaded.
            return;
        }
        String packageName = packageOf(file.name());
        if (host.loaderOf(packageName) != null || imports.containsKey(packageName)) {
            // Nor is this one, and what it misses does not matter.
            strangers.putIfAbsent(packageName, file);
            return;
        }
        String problem = problem(file.bytes());
        TypeFacts facts = problem == null ? parse(file) : null;
        if (facts == null) {
            found(file.library(), file.name(), problem == null ? "is not a class file, or damaged; build the JAR again" : problem);
        } else if (!file.name().equals(facts.name())) {
            found(file.library(), file.name(), "holds the class " + Wording.name(facts.name()) + "; expected the class that its place in the "
                    + "JAR says");
            facts = null;
        } else if (file.isOwn() && !file.name().endsWith("/package-info")
                && descriptor.exportedPackages().contains(packageName)) {
            exported.add(file.name());
        }
        types.add(file.library(), facts == null ? TypeFacts.unreadable(file.name()) : facts);
    }

    /** Why this JVM will not read a class file, or {@code null}. */
    private static String problem(byte[] bytes) {
        int version = FactsReader.majorVersion(bytes);
        if (version > RUNNING) {
            return "is compiled for Java " + (version - FIRST_FEATURE) + ", but this JVM is Java "
                    + Runtime.version().feature() + "; compile it for that or an older one";
        }
        if (version > 0 && version < RUNNING && FactsReader.isPreview(bytes)) {
            return "is compiled with preview features of Java " + (version - FIRST_FEATURE) + ", which Java "
                    + Runtime.version().feature() + " does not run; compile it without them";
        }
        return null;
    }

    private TypeFacts parse(ClassFile file) {
        try {
            return FactsReader.majorVersion(file.bytes()) < 0 ? null : ClassUses.read(file, uses, types.hostTypes().sound());
        } catch (RuntimeException | StackOverflowError garbage) {
            // ASM checks nothing: a malformed class file ends in any exception, its constants may be a circle.
            return null;
        }
    }

    /** In a plugin's own classes it is a defect, in a library, which may never be reached there, a warning. */
    private void found(String library, String internalName, String problem) {
        boolean isOwn = library.isEmpty();
        findings.add(new LinkFinding(isOwn ? Severity.BREAKS : Severity.MAY_BREAK, Kind.BAD_CLASS,
                Wording.name(internalName) + (isOwn ? " " : " in " + library + " ") + problem, List.of()));
    }

    private void reportStranger(String packageName, ClassFile example) {
        String owner = host.loaderOf(packageName) != null ? HostPackages.owner(host, packageName)
                : imports.get(packageName).label() + ", which exports it";
        findings.add(new LinkFinding(Severity.STRUCTURAL, Kind.PACKAGE_CONFLICT, "package " + packageName
                + " belongs to " + owner + ", so " + Wording.name(example.name())
                + (example.isOwn() ? "" : " in " + example.library())
                + " would never be seen; move it to another package, or leave it out of the JAR", List.of()));
    }

    /** Name with dots of the package of a class. */
    static String packageOf(String internalName) {
        int slash = internalName.lastIndexOf('/');
        return slash < 0 ? "" : internalName.substring(0, slash).replace('/', '.');
    }
}
