package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.symbol.Candidates;
import dev.hotplug.symbol.GuardedSymbol;
import dev.hotplug.symbol.Provider;
import dev.hotplug.symbol.StubFactory;
import dev.hotplug.symbol.SymbolTable;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Gives out what plugins export: guarded, counted, or raw to those that pin it already.
 *
 * <p>Safe for use by many threads; takes no lock of the writers.
 */
public final class Services {

    private final StubFactory stubs = new StubFactory();
    private final Supplier<SymbolTable> tables;

    Services(Supplier<SymbolTable> tables) {
        this.tables = tables;
    }

    /**
     * A guarded service for a symbol, whoever provides it; {@code name} may be {@code null}. While the table has the same
     * providers it is the same: there are those who ask at each call, and what each of them got would be remembered by the
     * plugin until it is collected.
     */
    public <T> T service(Class<T> type, String name) {
        Candidates candidates = tables.get().of(Objects.requireNonNull(type, "type"));
        return name == null ? preferred(candidates, type) : named(candidates.named(name), type, name);
    }

    private <T> T preferred(Candidates candidates, Class<T> type) {
        Object kept = candidates.kept();
        if (kept != null) {
            return type.cast(kept);
        }
        T service = create(type, null);
        candidates.keep(service);
        return service;
    }

    private <T> T named(Provider provider, Class<T> type, String name) {
        Object kept = provider == null ? null : provider.kept();
        if (kept != null) {
            return type.cast(kept);
        }
        T service = create(type, name);
        if (provider != null) {
            provider.keep(service);
        }
        return service;
    }

    private <T> T create(Class<T> type, String name) {
        return stubs.create(type, new GuardedSymbol(tables, type, name));
    }

    /** A guarded service for each present provider of a type, in the order of preference. */
    public <T> List<T> services(Class<T> type) {
        Candidates candidates = tables.get().of(Objects.requireNonNull(type, "type"));
        // Asking the JVM what kind of type it is takes ten times as long as all else here, and who made them has asked.
        if (candidates.isEmpty()) {
            StubFactory.requireGuardable(type);
        }
        return candidates.guarded(type, provider -> create(type, provider.key().name()));
    }

    /** A guarded service, if somebody provides the symbol now; {@code name} may be {@code null}. */
    public <T> Optional<T> find(Class<T> type, String name) {
        Candidates candidates = tables.get().of(Objects.requireNonNull(type, "type"));
        Provider provider = name == null ? candidates.first() : candidates.named(name);
        if (provider == null) {
            StubFactory.requireGuardable(type);
            return Optional.empty();
        }
        return Optional.of(name == null ? preferred(candidates, type) : named(provider, type, name));
    }

    /** A provider whose owner's reference is held for the caller; {@code name} may be {@code null}. */
    public Provider acquire(Class<?> type, String name) {
        return new GuardedSymbol(tables, type, name).get();
    }

    /** What a plugin that this one requires exports; {@code name} may be {@code null}. */
    <T> T require(Entry user, Class<T> type, String name) {
        Objects.requireNonNull(type, "type");
        SymbolTable table = tables.get();
        return user.providers.keySet().stream()
                .flatMap(number -> table.exportsOf(number).stream())
                .filter(provider -> provider.key().type() == type && isNamed(provider, name))
                .min(Comparator.naturalOrder())
                .map(provider -> {
                    user.askedFor.add(new Entry.Asked(provider.owner().loadNumber(), provider.key().toString()));
                    return type.cast(provider.instance());
                })
                .orElseThrow(() -> unresolved(user, type, name, table.providers(type)));
    }

    private static PluginException unresolved(Entry user, Class<?> type, String name, List<Provider> providers) {
        String symbol = type.getName() + (name == null ? "" : " \"" + name + "\"");
        String found = providers.isEmpty() ? "nobody exports it"
                : "exported by " + providers.stream().map(provider -> provider.owner().label() + " as \""
                        + provider.key().name() + "\"").collect(Collectors.joining(", "));
        return new PluginException(Reason.UNRESOLVED_SYMBOL, user.id(), user.label() + ": require(" + symbol
                + "): " + (user.descriptor.requires().isEmpty() ? "it requires no plugin that could export that"
                        : "no plugin that it requires " + user.descriptor.requires() + " exports that") + "; " + found
                + "; name the exporter in requires, or use find", null,
                new PluginException.Symbol(type.getName(), name, null));
    }

    private static boolean isNamed(Provider provider, String name) {
        return name == null || name.equals(provider.key().name());
    }
}
