package dev.hotplug.link;

import dev.hotplug.model.Descriptor;
import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Kind;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkPlan.Exporter;
import dev.hotplug.model.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Decides for each class that is referred to whether it will be there, in the order in which it will be sought. */
final class Resolution {

    private final Descriptor descriptor;
    private final HostClasses host;
    private final Map<String, Exporter> imports;
    private final Set<String> present;
    private final Set<String> packages;
    private final AbsentPlugins absent;

    /**
     * @param present internal names of the plugin's classes, those of its libraries included
     * @param packages the packages that they lie in
     * @param absent the optional plugins that are not there
     */
    Resolution(Descriptor descriptor, HostClasses host, Map<String, Exporter> imports, Set<String> present,
               Set<String> packages, AbsentPlugins absent) {
        this.descriptor = descriptor;
        this.host = host;
        this.imports = imports;
        this.present = present;
        this.packages = packages;
        this.absent = absent;
    }

    /** Adds a finding for each class that the plugin's own classes miss, and for what only its libraries miss. */
    void resolve(Map<String, Users> references, List<LinkFinding> findings) {
        Map<String, Missing> optional = new TreeMap<>();
        references.forEach((name, users) -> {
            String problem = problem(name);
            if (problem == null) {
                return;
            }
            String className = name.replace('/', '.');
            if (users.isOwn()) {
                findings.add(missing(isOptional(name) ? Severity.MAY_BREAK : Severity.BREAKS, className + " " + problem + "; " + users.usedBy()));
            } else {
                optional.computeIfAbsent(users.library() + " " + Linker.packageOf(name),
                        key -> new Missing(className + " " + problem + "; " + users.usedBy())).count++;
            }
        });
        // Libraries are full of optional integrations: one line for each package of them.
        optional.values().forEach(missing ->
                findings.add(missing(Severity.MAY_BREAK, missing.example + missing.others())));
    }

    /** Whether it may be an optional plugin's that is not there: in a package that is in nobody's hands. */
    private boolean isOptional(String name) {
        String packageName = Linker.packageOf(name);
        return host.loaderOf(packageName) == null && !imports.containsKey(packageName)
                && !packages.contains(packageName) && HostPackages.hiddenInJdk(packageName) == null
                && absent.mayExport(packageName) != null;
    }

    private static LinkFinding missing(Severity severity, String sentence) {
        return new LinkFinding(severity, Kind.CLASS_MISSING, sentence, List.of());
    }

    /** What is wrong with a reference, or {@code null} if it resolves. */
    private String problem(String name) {
        String packageName = Linker.packageOf(name);
        if (!packageName.isEmpty() && host.loaderOf(packageName) != null) {
            return host.exists(name) ? null : absent(packageName);
        }
        Exporter exporter = imports.get(packageName);
        if (exporter != null) {
            return exporter.types().contains(name) ? null
                    : "not found in " + exporter.label() + " (required " + requirement(exporter) + ")";
        }
        if (present.contains(name)) {
            return null;
        }
        if (packages.contains(packageName)) {
            return "not found in the JAR and its libraries, which do have classes of its package; build the JAR again, "
                    + "or put a matching version of the library into lib/";
        }
        String hidden = HostPackages.hiddenInJdk(packageName);
        String optional = hidden == null ? absent.mayExport(packageName) : null;
        if (optional != null) {
            return "not found: its package is exported by none of the plugins that are there; perhaps by " + optional
                    + ", which is not";
        }
        return "not found: " + (hidden != null ? hidden
                : "its package is neither in the JAR nor in its libraries, nor shared by the host, nor exported by a "
                + "plugin that it requires; require the plugin that exports " + packageName
                + ", have the host share it, or put the library into lib/");
    }

    private String absent(String packageName) {
        // The package is the JDK's by its name, but its module may not be there.
        String hidden = ModuleLayer.boot().modules().stream()
                .anyMatch(module -> module.getPackages().contains(packageName))
                ? null : HostPackages.hiddenInJdk(packageName);
        return hidden != null ? "not found: " + hidden : "not found in " + HostPackages.owner(host, packageName)
                + "; compile against the version that the host runs with";
    }

    private String requirement(Exporter exporter) {
        String id = exporter.label().split(" ", 2)[0];
        return descriptor.requires().stream().filter(requirement -> requirement.id().equals(id)).findFirst()
                .map(Requirement::toString).orElse(id);
    }

    /** What is missing of one package in one library. */
    private static final class Missing {

        private final String example;
        private int count;

        Missing(String example) {
            this.example = example;
        }

        String others() {
            return count > 1 ? " (and " + (count - 1) + " more of that package)" : "";
        }
    }
}
