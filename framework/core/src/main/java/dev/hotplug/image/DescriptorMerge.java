package dev.hotplug.image;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.model.DefectReport;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Makes one descriptor of what annotations and manifest say, or says everything that keeps it from being one: an
 * author who gets one defect at a time needs as many builds.
 */
final class DescriptorMerge {

    private final Image image;
    private final Declaration annotation;
    private final Declaration manifest;
    private final List<String> defects;

    private DescriptorMerge(Image image, Declaration annotation, Declaration manifest, List<String> defects) {
        this.image = image;
        this.annotation = annotation;
        this.manifest = manifest;
        this.defects = defects;
    }

    /**
     * Merges.
     *
     * @param defects what was found wrong before
     * @throws PluginException {@code BAD_DESCRIPTOR}
     */
    static Descriptor merge(Image image, Findings findings, Declaration manifest, List<String> defects) {
        List<String> all = new ArrayList<>(defects);
        all.addAll(findings.defects());
        if (findings.declaration().isEmpty() && manifest.isEmpty()) {
            all.add("no class carries @PluginDescriptor, and the manifest has no Plugin-Id; expected one of the two");
            throw refusal(image, null, all);
        }
        return new DescriptorMerge(image, findings.declaration(), manifest, all).merge(findings);
    }

    private Descriptor merge(Findings findings) {
        String id = needed("id", "Plugin-Id", annotation.id(), manifest.id());
        String version = needed("version", "Plugin-Version", annotation.version(), manifest.version());
        String entryClass = needed("entry class", "Plugin-Class", annotation.entryClass(), manifest.entryClass());
        String description = agreed("description", annotation.description(), manifest.description());
        boolean validId = id != null && Descriptor.isId(id);
        if (id != null && !validId) {
            defects.add("id \"" + id
                    + "\": expected 1 to 64 of a-z 0-9 . _ -, beginning with a letter or a digit");
        }
        if (version != null && !Requirement.isVersion(version)) {
            defects.add("version \"" + version + "\": expected a semantic version, as 1.4.0");
        }
        if (entryClass != null && !image.hasOwnClass(entryClass)) {
            defects.add("entry class " + entryClass + " is not in the JAR");
        }
        if (description != null && !description.equals(DefectReport.printable(description))) {
            defects.add("the description holds a control character; expected one line of text");
        }
        List<Requirement> requires = requirements(id);
        List<String> after = after(id, requires);
        SortedSet<String> packages = exportedPackages();
        boolean permanent = Boolean.TRUE.equals(agreed("permanence", annotation.permanent(), manifest.permanent()));
        if (!defects.isEmpty()) {
            throw refusal(image, validId ? id : null, defects);
        }
        return new Descriptor(id, version, description == null ? "" : description, entryClass, requires,
                after, List.copyOf(packages), findings.exports(), findings.parameters(), permanent);
    }

    private String needed(String what, String attribute, String inAnnotation, String inManifest) {
        String value = agreed(what, inAnnotation, inManifest);
        if (value == null) {
            defects.add("the " + what + " is missing; give it in @PluginDescriptor or as " + attribute
                    + " in the manifest");
        }
        return value;
    }

    /** What one of the two says, or both. */
    private <T> T agreed(String what, T inAnnotation, T inManifest) {
        if (inAnnotation != null && inManifest != null && !inAnnotation.equals(inManifest)) {
            defects.add("the " + what + " is " + inAnnotation + " in " + annotation.origin()
                    + " and " + inManifest + " in " + manifest.origin()
                    + "; expected the same, or one of them");
        }
        return inAnnotation != null ? inAnnotation : inManifest;
    }

    /** A list of texts in which the order means nothing. */
    private List<String> texts(String what, List<String> inAnnotation, List<String> inManifest) {
        if (inAnnotation != null && inManifest != null) {
            agreed(what, sorted(inAnnotation), sorted(inManifest));
        }
        List<String> texts = inAnnotation != null ? inAnnotation : inManifest;
        return texts == null ? List.of() : stripped(texts);
    }

    private static List<String> sorted(List<String> texts) {
        List<String> sorted = stripped(texts);
        Collections.sort(sorted);
        return sorted;
    }

    private static List<String> stripped(List<String> texts) {
        List<String> stripped = new ArrayList<>(texts.size());
        for (String text : texts) {
            stripped.add(text.strip());
        }
        return stripped;
    }

    private List<String> after(String id, List<Requirement> requires) {
        List<String> after = texts("list of plugins to be loaded after", annotation.after(), manifest.after());
        Set<String> seen = new HashSet<>();
        for (String earlier : after) {
            if (!Descriptor.isId(earlier)) {
                defects.add("\"" + earlier + "\" in the list of plugins to be loaded after: expected an id, as text");
            } else if (earlier.equals(id)) {
                defects.add("it is to be loaded after itself");
            } else if (!seen.add(earlier)) {
                defects.add("it is to be loaded after " + earlier + " twice; expected each id once");
            } else if (requires.stream().anyMatch(requirement -> requirement.id().equals(earlier))) {
                defects.add("it requires " + earlier + " and is to be loaded after it; expected one of the two, and a "
                        + "requirement orders too");
            }
        }
        return after;
    }

    private List<Requirement> requirements(String id) {
        List<Requirement> requires = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (String text : texts("list of requirements", annotation.requires(), manifest.requires())) {
            Requirement requirement = requirement(text);
            if (requirement == null) {
                continue;
            }
            if (requirement.id().equals(id)) {
                defects.add("it requires itself (" + requirement + ")");
            } else if (!ids.add(requirement.id())) {
                defects.add("it requires " + requirement.id() + " twice; expected one range for each, and each either "
                        + "needed or optional");
            }
            requires.add(requirement);
        }
        return requires;
    }

    private Requirement requirement(String text) {
        try {
            return Requirement.parse(text);
        } catch (RuntimeException malformed) {
            // Whatever the range library makes of a hostile text.
            defects.add(malformed instanceof IllegalArgumentException ? malformed.getMessage()
                    : "requirement \"" + text + "\" cannot be read: " + malformed);
            return null;
        }
    }

    private SortedSet<String> exportedPackages() {
        SortedSet<String> packages = agreed("list of exported packages", annotation.exportedPackages(),
                manifest.exportedPackages());
        if (packages == null) {
            return new TreeSet<>();
        }
        Set<String> present = image.ownPackages();
        for (String name : packages) {
            if (!present.contains(name)) {
                defects.add("exported package " + name + " has no class in the JAR");
            }
        }
        return packages;
    }

    private static PluginException refusal(Image image, String id, List<String> defects) {
        return DefectReport.refusal(Reason.BAD_DESCRIPTOR, id, image.label() + ": bad descriptor", defects);
    }
}
