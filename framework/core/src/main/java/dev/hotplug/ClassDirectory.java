package dev.hotplug;

import dev.hotplug.lifecycle.Ownership;
import java.util.List;
import java.util.Objects;

/**
 * Who defines which class, and who sees it. Answers from what linking found; no class is loaded.
 *
 * <p>Safe for use by many threads.
 */
public final class ClassDirectory {

    private final Ownership ownership;

    ClassDirectory(Ownership ownership) {
        this.ownership = ownership;
    }

    /**
     * Who defines a class. Several plugins may have a class of one name, each its own.
     *
     * @param name binary name of a class; or a package, for whoever has classes in it or in one below it
     * @return an owner for each class, or for each place of each package; empty if nobody has it
     */
    public List<ClassOwner> ownersOf(String name) {
        return ownership.of(Objects.requireNonNull(name, "name")).stream()
                .map(owned -> new ClassOwner(owned.name(), ClassOwner.Source.valueOf(owned.source().name()),
                        owned.plugin(), owned.library(), owned.importedBy()))
                .toList();
    }

    /**
     * All packages that plugins export, in load order of the plugins, then by name.
     *
     * @return an immutable list
     */
    public List<ExportedPackage> exportedPackages() {
        return ownership.exportedPackages().stream()
                .map(found -> new ExportedPackage(found.name(), found.plugin(), found.types(), found.importedBy()))
                .toList();
    }

    /**
     * A package that a plugin exports.
     *
     * @param name its name
     * @param plugin id and version of the plugin
     * @param types how many types it has
     * @param importedBy ids of the plugins that link against it, in load order
     */
    public record ExportedPackage(String name, String plugin, int types, List<String> importedBy) {
    }
}
