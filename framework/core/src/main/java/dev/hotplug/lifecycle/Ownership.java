package dev.hotplug.lifecycle;

import dev.hotplug.api.Plugin;
import dev.hotplug.model.ClassArchive;
import dev.hotplug.model.HostClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who defines which class, and who sees it: from the directories of archives and the plans of the linker. Loads no
 * class and reads no file.
 *
 * <p>Safe for use by many threads; each answer is of one snapshot.
 */
public final class Ownership {

    /** Who can define a class. */
    public enum Source {
        /** The JDK. */
        JDK,
        /** The plugin API. */
        API,
        /** The host, which shares it. */
        HOST,
        /** A plugin. */
        PLUGIN
    }

    /**
     * A class, or the classes of a package in one place.
     *
     * @param name with dots
     * @param source who defines it
     * @param plugin id and version of the plugin that does; empty if none does
     * @param library the nested library that it is in; empty for none
     * @param importedBy ids of the plugins that link against it, in load order
     */
    public record Owned(String name, Source source, String plugin, String library, List<String> importedBy) {
    }

    /**
     * A package that a plugin exports.
     *
     * @param name with dots
     * @param plugin id and version of the plugin
     * @param types how many types it has
     * @param importedBy ids of the plugins that link against it, in load order
     */
    public record ExportedPackage(String name, String plugin, int types, List<String> importedBy) {
    }

    private final Registry registry;
    private final HostClasses host;

    Ownership(Registry registry, HostClasses host) {
        this.registry = registry;
        this.host = host;
    }

    /** Who defines the class of a name; or if there is none, who has classes in the package of that name or below. */
    public List<Owned> of(String name) {
        List<Owned> owners = ofClass(name);
        return owners.isEmpty() ? ofPackage(name) : owners;
    }

    /** All exported packages, by plugin in load order, then by name. */
    public List<ExportedPackage> exportedPackages() {
        List<ExportedPackage> packages = new ArrayList<>();
        for (Entry entry : entries()) {
            for (String name : entry.descriptor.exportedPackages()) {
                int types = (int) entry.plan.exported().stream().filter(type -> packageOf(type, '/').equals(
                        name.replace('.', '/'))).count();
                packages.add(new ExportedPackage(name, entry.label(), types, importers(entry, name)));
            }
        }
        return packages;
    }

    private List<Owned> ofClass(String name) {
        String packageName = packageOf(name, '.');
        String file = name.replace('.', '/') + ".class";
        ClassLoader provider = host.loaderOf(packageName);
        if (provider != null) {
            return provider.getResource(file) == null ? List.of() : List.of(ofHost(name, packageName));
        }
        List<Owned> owners = new ArrayList<>();
        for (Entry entry : entries()) {
            ClassArchive.Entry found = entry.archive.find(file);
            if (found != null) {
                owners.add(new Owned(name, Source.PLUGIN, entry.label(), found.library(),
                        found.library().isEmpty() ? importers(entry, packageName) : List.of()));
            }
        }
        return owners;
    }

    private List<Owned> ofPackage(String prefix) {
        List<Owned> owners = new ArrayList<>();
        // Any name that begins as the JDK's do is the JDK's, there or not.
        if (host.loaderOf(prefix) != null && (!prefix.startsWith("java.") || ModuleLayer.boot().modules().stream()
                .anyMatch(module -> module.getPackages().contains(prefix)))) {
            owners.add(ofHost(prefix, prefix));
        }
        for (Entry entry : entries()) {
            Map<String, TreeSet<String>> packages = new TreeMap<>();
            entry.staged.forEachClass(prefix, (library, type) ->
                    packages.computeIfAbsent(packageOf(type, '.'), any -> new TreeSet<>()).add(library));
            packages.forEach((name, libraries) -> libraries.forEach(library -> owners.add(new Owned(name, Source.PLUGIN,
                    entry.label(), library, library.isEmpty() ? importers(entry, name) : List.of()))));
        }
        return owners;
    }

    private Owned ofHost(String name, String packageName) {
        Source source = packageName.equals(Plugin.class.getPackageName()) ? Source.API
                : host.shared().contains(packageName) ? Source.HOST : Source.JDK;
        return new Owned(name, source, "", "", List.of());
    }

    private List<String> importers(Entry provider, String packageName) {
        return entries().stream().filter(entry ->
                Long.valueOf(provider.loadNumber).equals(entry.plan.imports().get(packageName)))
                .map(Entry::id).toList();
    }

    /** All that can be seen have been linked and staged, and the snapshot was published after that. */
    private List<Entry> entries() {
        return registry.snapshot().all().stream().map(Snapshot.Row::entry).toList();
    }

    private static String packageOf(String name, char separator) {
        return name.substring(0, Math.max(0, name.lastIndexOf(separator)));
    }
}
