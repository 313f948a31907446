package dev.hotplug.link;

import dev.hotplug.model.ClassFile;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkPlan.Exporter;
import dev.hotplug.model.Requirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Links class files without a JAR around them: a plugin {@code greeter 1.4.0} that requires {@code text@[1,3)}. */
final class Linking {

    static final HostClasses HOST = new HostClasses(Linking.class.getClassLoader(), Set.of("org.slf4j"));

    private final List<ClassFile> files = new ArrayList<>();
    private final List<Exporter> required = new ArrayList<>();

    /** Adds classes of the plugin itself. */
    Linking own(Map<String, byte[]> classes) {
        return library("", classes);
    }

    /** Adds classes of a nested library. */
    Linking library(String name, Map<String, byte[]> classes) {
        new TreeMap<>(classes).forEach((entry, bytes) -> files.add(new ClassFile(name, internalName(entry), bytes)));
        return this;
    }

    /** Adds a plugin that is required. */
    Linking requires(Exporter... exporters) {
        required.addAll(Arrays.asList(exporters));
        return this;
    }

    /** What does not link. */
    List<LinkFinding> findings() {
        return findings(HOST);
    }

    /** What does not link in that host. */
    List<LinkFinding> findings(HostClasses host) {
        Descriptor descriptor = new Descriptor("greeter", "1.4.0", "", "com.acme.greeter.GreeterPlugin",
                List.of(Requirement.parse("text@[1,3)")), List.of(), List.of(), List.of(), List.of(), false);
        return Linker.link(descriptor, files, host, required).findings();
    }

    List<String> sentences() {
        return findings().stream().map(LinkFinding::sentence).toList();
    }

    /** A plugin that exports some packages of its classes, and imports from others what they export. */
    static Exporter exporter(long number, String label, Set<String> packages, Map<String, byte[]> classes,
                             Exporter... imports) {
        Set<String> types = classes.keySet().stream().map(Linking::internalName)
                .filter(name -> packages.contains(Linker.packageOf(name))).collect(Collectors.toSet());
        return new Exporter(number, label, packages, types, name -> classes.get(name + ".class"),
                packageName -> Arrays.stream(imports).filter(other -> other.packages().contains(packageName))
                        .findFirst().orElse(null));
    }

    private static String internalName(String entry) {
        return entry.substring(0, entry.length() - ".class".length());
    }
}
