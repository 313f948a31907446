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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
    private final Map<String, Users> references = new TreeMap<>();
    private final Map<String, ClassFile> packages = new TreeMap<>();
    private final List<LinkFinding> findings = new ArrayList<>();

    private Linker(Descriptor descriptor, HostClasses host, List<Exporter> required) {
        this.descriptor = descriptor;
        this.host = host;
        this.required = required;
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
        classes.forEach(this::read);
        packages.forEach(this::checkPackage);
        new Resolution(descriptor, host, imports, present, packages.keySet(), new AbsentPlugins(descriptor, required))
                .resolve(references, findings);
        findings.sort(Comparator.comparing(LinkFinding::severity));
        Map<String, Long> numbers = new HashMap<>();
        imports.forEach((name, exporter) -> numbers.put(name, exporter.loadNumber()));
        return new LinkReport(descriptor.label(), new LinkPlan(numbers, exported), findings);
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
        packages.putIfAbsent(packageOf(file.name()), file);
        int version = References.majorVersion(file.bytes());
        if (version > RUNNING) {
            found(file, className(file) + " is compiled for Java " + (version - FIRST_FEATURE) + ", but this JVM is "
                    + "Java " + Runtime.version().feature() + "; compile it for that or an older one");
            return;
        }
        if (version > 0 && version < RUNNING && References.isPreview(file.bytes())) {
            found(file, className(file) + " is compiled with preview features of Java " + (version - FIRST_FEATURE)
                    + ", which Java " + Runtime.version().feature() + " does not run; compile it without them");
            return;
        }
        References read = version < 0 ? null : parse(file);
        if (read == null) {
            found(file, className(file) + " is not a class file, or damaged; build the JAR again");
        } else if (!file.name().equals(read.thisClass())) {
            found(file, className(file) + " holds the class " + read.thisClass().replace('/', '.')
                    + "; expected the class that its place in the JAR says");
        } else {
            read.names().forEach(name -> references.computeIfAbsent(name, n -> new Users())
                    .add(file.library(), file.name()));
            if (file.isOwn() && !file.name().endsWith("/package-info")
                    && descriptor.exportedPackages().contains(packageOf(file.name()))) {
                exported.add(file.name());
            }
        }
    }

    private static References parse(ClassFile file) {
        try {
            return References.read(file.bytes());
        } catch (RuntimeException | StackOverflowError garbage) {
            // ASM checks nothing: a malformed class file ends in any exception, its constants may be a circle.
            return null;
        }
    }

    /** In a plugin's own classes it is a defect, in a library, which may never be reached there, a warning. */
    private void found(ClassFile file, String problem) {
        findings.add(new LinkFinding(file.isOwn() ? Severity.BREAKS : Severity.MAY_BREAK, Kind.BAD_CLASS, problem,
                List.of()));
    }

    private void checkPackage(String name, ClassFile example) {
        String owner = host.loaderOf(name) == null ? null : HostPackages.owner(host, name);
        if (owner == null && imports.containsKey(name)) {
            owner = imports.get(name).label() + ", which exports it";
        }
        if (owner != null) {
            findings.add(new LinkFinding(Severity.STRUCTURAL, Kind.PACKAGE_CONFLICT, "package " + name + " belongs to "
                    + owner + ", so " + className(example)
                    + " would never be seen; move it to another package, or leave it out of the JAR", List.of()));
        }
    }

    private static String className(ClassFile file) {
        return file.name().replace('/', '.') + (file.isOwn() ? "" : " in " + file.library());
    }

    /** Name with dots of the package of a class. */
    static String packageOf(String internalName) {
        int slash = internalName.lastIndexOf('/');
        return slash < 0 ? "" : internalName.substring(0, slash).replace('/', '.');
    }
}
