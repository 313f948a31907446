package dev.hotplug.link;

import dev.hotplug.link.MemberLookup.Found;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkPlan.Exporter;
import dev.hotplug.model.Requirement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/** Says what was expected where, in the words of Java source. */
final class Wording {

    private static final int NAMED = 3;

    private final Descriptor descriptor;
    private final HostClasses host;
    private final PluginTypes types;
    private final AbsentPlugins absent;

    /**
     * @param absent the optional plugins that are not there
     */
    Wording(Descriptor descriptor, HostClasses host, PluginTypes types, AbsentPlugins absent) {
        this.descriptor = descriptor;
        this.host = host;
        this.types = types;
        this.absent = absent;
    }

    /** A class, with dots. */
    static String name(String internalName) {
        return internalName.replace('/', '.');
    }

    /** A member, as {@code com.acme.Text.capitalise(String, int)}. */
    static String name(String owner, String member, String descriptor) {
        return member.equals("<init>") ? name(owner) + parameters(descriptor)
                : name(owner) + "." + (isMethod(descriptor) ? member + parameters(descriptor) : member);
    }

    private static boolean isMethod(String descriptor) {
        return descriptor.startsWith("(");
    }

    private static String parameters(String descriptor) {
        try {
            return Arrays.stream(Type.getArgumentTypes(descriptor)).map(Wording::simple)
                    .collect(Collectors.joining(", ", "(", ")"));
        } catch (RuntimeException malformed) {
            return descriptor;
        }
    }

    private static String simple(Type type) {
        String name = type.getClassName();
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }

    /** The type of a field, or what a method returns. */
    private static String type(String descriptor) {
        try {
            return simple(isMethod(descriptor) ? Type.getReturnType(descriptor) : Type.getType(descriptor));
        } catch (RuntimeException malformed) {
            return descriptor;
        }
    }

    /** Where a type lies, as {@code in text 2.0.0 (required text@[1.2,2))}. */
    String where(SeenType type) {
        if (type.space() instanceof ExporterTypes exporter) {
            return "in " + labelOf(exporter.exporter());
        }
        if (type.space() == types) {
            PluginTypes.Unit unit = types.unit(type.name());
            return unit.isOwn() ? "in the JAR" : "in " + unit.library();
        }
        return "in " + HostPackages.owner(host, type.facts().packageName());
    }

    /** What to do if it is not as expected; empty, or begins with a semicolon. */
    String advice(SeenType type) {
        if (type.space() instanceof ExporterTypes) {
            return "";
        }
        if (type.space() == types) {
            return types.unit(type.name()).isOwn() ? "; build the JAR again"
                    : "; put the version that it was compiled with into lib/";
        }
        return "; compile against the version that the host runs with";
    }

    /** An exporter, and what was asked for, as {@code text 2.0.0 (required text@[1.2,2))}. */
    String labelOf(Exporter exporter) {
        return descriptor.requires().stream().filter(required -> required.id().equals(exporter.id())).findFirst()
                .map(Requirement::toString).map(required -> exporter.label() + " (required " + required + ")")
                .orElse(exporter.label());
    }

    /** A member that was not found, and where it was sought. */
    String notFound(SeenType owner, Reference reference) {
        String inherited = types == owner.space() ? Stream.concat(owner.lineage().classes().stream(),
                        owner.lineage().interfaces().stream())
                .filter(type -> type.space() != types && !type.name().equals("java/lang/Object")).findFirst()
                .map(type -> " or " + name(type.name()) + " " + where(type)).orElse("") : "";
        return name(owner.name(), reference.name(), reference.descriptor()) + " not found " + where(owner) + inherited
                + instead(owner, reference) + advice(owner);
    }

    /** What there is under that name; empty, or begins with a semicolon. */
    private static String instead(SeenType owner, Reference reference) {
        boolean field = reference.action().isField();
        List<Found> found = MemberLookup.candidates(owner, reference.name(), field);
        if (found.isEmpty()) {
            return "";
        }
        String more = found.size() > NAMED ? " and " + (found.size() - NAMED) + " more" : "";
        return found.stream().limit(NAMED).map(candidate -> candidate(candidate.member(), reference))
                .distinct().collect(Collectors.joining(", ", "; found: ", more));
    }

    private static String candidate(Member member, Reference reference) {
        String name = member.isConstructor() ? "constructor" : member.name();
        String type = type(member.descriptor()) + ", not " + type(reference.descriptor());
        if (!isMethod(member.descriptor())) {
            return name + " of type " + type;
        }
        String parameters = parameters(member.descriptor());
        return name + parameters
                + (parameters.equals(parameters(reference.descriptor())) ? " that returns " + type : "");
    }

    /** Why a class is not seen, and what to do. */
    String missing(String internalName) {
        String className = name(internalName);
        String packageName = Linker.packageOf(internalName);
        if (!packageName.isEmpty() && host.loaderOf(packageName) != null) {
            return className + " " + absent(packageName);
        }
        Exporter exporter = types.exporterOf(packageName);
        if (exporter != null) {
            return className + " not found in " + labelOf(exporter);
        }
        if (types.hasPackage(packageName)) {
            return className + " not found in the JAR and its libraries, which do have classes of its package; build "
                    + "the JAR again, or put a matching version of the library into lib/";
        }
        String hidden = HostPackages.hiddenInJdk(packageName);
        String optional = hidden == null ? absent.named() : null;
        if (optional != null) {
            return className + " not found: its package is exported by none of the plugins that are there; perhaps by "
                    + optional + ", which is not";
        }
        return className + " not found: " + (hidden != null ? hidden
                : "its package is neither in the JAR nor in its libraries, nor shared by the host, nor exported by a "
                + "plugin that it requires; require the plugin that exports " + packageName
                + ", have the host share it, or put the library into lib/");
    }

    /** Whether a package may be an optional plugin's that is not there, since it is in nobody's hands. */
    boolean isOptional(String packageName) {
        return host.loaderOf(packageName) == null && types.exporterOf(packageName) == null
                && !types.hasPackage(packageName) && absent.named() != null
                && HostPackages.hiddenInJdk(packageName) == null;
    }

    private String absent(String packageName) {
        // The package is the JDK's by its name, but its module may not be there.
        String hidden = ModuleLayer.boot().modules().stream()
                .anyMatch(module -> module.getPackages().contains(packageName))
                ? null : HostPackages.hiddenInJdk(packageName);
        return hidden != null ? "not found: " + hidden : "not found in " + HostPackages.owner(host, packageName)
                + "; compile against the version that the host runs with";
    }
}
