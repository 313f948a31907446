package dev.hotplug.lifecycle;

import dev.hotplug.api.Export;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.model.Descriptor.DeclaredExport;
import dev.hotplug.symbol.Owner;
import dev.hotplug.symbol.Provider;
import dev.hotplug.symbol.SymbolKey;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * What one load of a plugin exports: first the declared exports, resolved before any code of the plugin runs, then
 * what its start adds; sealed when the start is over.
 *
 * <p>Safe for use by many threads.
 */
final class Exports {

    /** A class with {@link Export}, and the symbol that it stands for. */
    record Declared(SymbolKey key, int ranking, Class<?> implementation) {
    }

    private record Exported(SymbolKey key, int ranking, Object instance) {
    }

    private final List<Declared> declared;
    private final List<Exported> exported = new ArrayList<>();
    private boolean sealed;

    private Exports(List<Declared> declared) {
        this.declared = List.copyOf(declared);
    }

    /**
     * Loads, without initialising them, the classes that {@link Export} names.
     *
     * @throws PluginException {@code BAD_DESCRIPTOR} if one cannot be exported so; {@code UNRESOLVED_SYMBOL} if one, or
     *     its type, cannot be loaded
     */
    static Exports resolve(Entry entry) {
        List<Declared> declared = new ArrayList<>();
        for (DeclaredExport export : entry.descriptor.exports()) {
            try {
                declared.add(resolve(entry, export));
            } catch (ClassNotFoundException | LinkageError e) {
                throw new PluginException(Reason.UNRESOLVED_SYMBOL, entry.id(), entry.label() + ": @Export on "
                        + export.implementation() + ": the class, or the type that it is exported as, cannot be loaded: "
                        + Refusal.describe(e) + "; a dry run says whose that is", e);
            }
        }
        return new Exports(declared);
    }

    private static Declared resolve(Entry entry, DeclaredExport export) throws ClassNotFoundException {
        Class<?> implementation = Class.forName(export.implementation(), false, entry.loader);
        Class<?> type = typeOf(entry, export, implementation);
        if (!type.isAssignableFrom(implementation)) {
            throw bad(entry, export, "does not implement " + type.getName());
        }
        if (Modifier.isAbstract(implementation.getModifiers())) {
            throw bad(entry, export, "is abstract, so it cannot be instantiated");
        }
        String name = export.name().isEmpty() ? entry.id() : export.name();
        return new Declared(new SymbolKey(type, name), export.ranking(), implementation);
    }

    List<Declared> declared() {
        return declared;
    }

    List<SymbolKey> declaredKeys() {
        List<SymbolKey> keys = new ArrayList<>(declared.size());
        for (Declared one : declared) {
            keys.add(one.key());
        }
        return keys;
    }

    /**
     * Adds an export, reserved while nobody can seal.
     *
     * @return {@code false} if the start is over
     */
    synchronized boolean add(SymbolKey key, int ranking, Object instance, Registry registry, Entry entry) {
        if (sealed) {
            return false;
        }
        registry.reserve(entry, key);
        exported.add(new Exported(key, ranking, instance));
        return true;
    }

    /** Adds a declared export, which is reserved already. */
    synchronized void add(Declared export, Object instance) {
        exported.add(new Exported(export.key(), export.ranking(), instance));
    }

    /** Takes no more. */
    synchronized void seal() {
        sealed = true;
    }

    /** What becomes visible at LIVE. */
    synchronized List<Provider> providers(Owner owner, long order) {
        List<Provider> providers = new ArrayList<>(exported.size());
        for (Exported export : exported) {
            providers.add(new Provider(export.key(), export.instance(), export.ranking(), order, owner));
        }
        return providers;
    }

    private static Class<?> typeOf(Entry entry, DeclaredExport export, Class<?> implementation)
            throws ClassNotFoundException {
        if (!export.type().isEmpty()) {
            return Class.forName(export.type(), false, entry.loader);
        }
        Class<?>[] interfaces = implementation.getInterfaces();
        if (interfaces.length != 1) {
            throw bad(entry, export, "implements " + interfaces.length
                    + " interfaces directly; say which one in @Export(type = ...)");
        }
        return interfaces[0];
    }

    private static PluginException bad(Entry entry, DeclaredExport export, String why) {
        return new PluginException(Reason.BAD_DESCRIPTOR, entry.id(), entry.label() + ": @Export on "
                + export.implementation() + ": " + why, null);
    }
}
