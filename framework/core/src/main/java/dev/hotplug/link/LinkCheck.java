package dev.hotplug.link;

import dev.hotplug.model.ClassArchive;
import dev.hotplug.model.ClassFile;
import dev.hotplug.model.ClassSource;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkPlan;
import dev.hotplug.model.LinkPlan.Exporter;
import dev.hotplug.model.LinkReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Everything that is found out about a plugin's classes before one of them is loaded. A pure function. */
public final class LinkCheck {

    private LinkCheck() {
    }

    /**
     * Links a plugin, and compares what it was compiled against, if that is recorded.
     *
     * @param descriptor the plugin's descriptor
     * @param source its classes
     * @param host what every plugin sees
     * @param required what each plugin that it uses exports
     * @param digest whether the plan shall have digests of what it exports
     * @return the plan, and everything that does not link; throws whatever reading the classes throws
     */
    public static LinkReport link(Descriptor descriptor, ClassSource source, HostClasses host,
                                  List<Exporter> required, boolean digest) {
        LinkReport report = Linker.link(descriptor, source.classes(), host, required);
        LinkPlan plan = digest ? report.plan().withDigests(digests(source, report.plan())) : report.plan();
        List<LinkFinding> findings = new ArrayList<>(report.findings());
        new ApiComparison(source, required, findings).run();
        if (!findings.isEmpty()) {
            findings.sort(Comparator.comparing(LinkFinding::severity));
        }
        return new LinkReport(report.label(), plan, findings);
    }

    /**
     * Digests of what a plugin exports, as its plan says.
     *
     * @param source its classes
     * @param plan its plan
     * @return digests by internal name of the public types in its exported packages
     */
    public static Map<String, String> digests(ClassSource source, LinkPlan plan) {
        return new ApiDigest(new ClassFilesOf(source)).ofTypes(plan.exported());
    }

    /**
     * Digests of what a plugin exports, without linking it.
     *
     * @param descriptor the plugin's descriptor
     * @param source its classes
     * @return digests by internal name of the public types in its exported packages
     */
    public static Map<String, String> exports(Descriptor descriptor, ClassSource source) {
        Set<String> types = new TreeSet<>();
        if (!descriptor.exportedPackages().isEmpty()) {
            for (ClassFile file : source.classes()) {
                if (!file.isOwn()) {
                    break;
                }
                if (descriptor.exportedPackages().contains(Linker.packageOf(file.name()))) {
                    types.add(file.name());
                }
            }
        }
        return new ApiDigest(new ClassFilesOf(source)).ofTypes(types);
    }

    /** No lambda: the first load of a cold JVM would spin it. */
    private record ClassFilesOf(ClassSource source) implements Function<String, byte[]> {

        @Override
        public byte[] apply(String internalName) {
            return classFile(source, internalName);
        }
    }

    /** The class file of an internal name, or {@code null} if there is none. */
    public static byte[] classFile(ClassSource source, String internalName) {
        ClassArchive.Entry entry = source.find(internalName + ".class");
        return entry == null ? null : read(entry);
    }

    static byte[] read(ClassArchive.Entry entry) {
        try {
            return entry.read();
        } catch (IOException failure) {
            throw new UncheckedIOException(entry.name() + " cannot be read: " + failure.getMessage(), failure);
        }
    }
}
