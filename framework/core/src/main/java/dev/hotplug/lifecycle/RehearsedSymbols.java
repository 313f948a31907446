package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.LinkPlan;
import dev.hotplug.symbol.Owner;
import dev.hotplug.symbol.Provider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The declared symbols of plugins that are not loaded. The type of such a symbol has no {@code Class}, so it is told
 * apart by its name and by who defines it.
 *
 * <p>Not safe for use by many threads.
 */
final class RehearsedSymbols {

    /**
     * A symbol.
     *
     * @param type binary name of its type
     * @param definer id of the plugin that defines the type; empty for the host or the JDK
     * @param name its name
     */
    record Key(String type, String definer, String name) {
    }

    private final Lifecycle lifecycle;
    private final Map<Key, String> taken = new HashMap<>();

    RehearsedSymbols(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** What a plugin declares to export. */
    List<Key> declared(Descriptor descriptor, LinkPlan plan, List<Linkable> required) {
        return descriptor.exports().stream().map(export -> new Key(export.type(),
                definer(export.type(), descriptor, plan, required),
                export.name().isEmpty() ? descriptor.id() : export.name())).toList();
    }

    /** A refusal for each symbol that somebody else has, or will have by then. */
    List<PluginException> clashes(Descriptor descriptor, List<Key> keys) {
        List<PluginException> clashes = new ArrayList<>();
        Map<Key, Owner> live = live();
        for (Key key : keys) {
            Owner owner = live.get(key);
            if (owner != null) {
                clashes.add(Refusal.duplicate(descriptor, key.type(), key.name(), owner.id(), owner.label()
                        + " exports already; give it another name, or unload " + owner.id()));
            } else if (taken.containsKey(key)) {
                clashes.add(Refusal.duplicate(descriptor, key.type(), key.name(), taken.get(key), taken.get(key)
                        + " would export already; give it another name"));
            }
        }
        return clashes;
    }

    /** From now on a plugin has these. */
    void take(Descriptor descriptor, List<Key> keys) {
        keys.forEach(key -> taken.put(key, descriptor.id()));
    }

    private String definer(String type, Descriptor descriptor, LinkPlan plan, List<Linkable> required) {
        String packageName = type.substring(0, Math.max(0, type.lastIndexOf('.')));
        if (lifecycle.hostClasses().loaderOf(packageName) != null) {
            return "";
        }
        Long number = plan.imports().get(packageName);
        return required.stream().filter(provider -> number != null && provider.exporter().loadNumber() == number)
                .map(Linkable::id).findFirst().orElse(descriptor.id());
    }

    private Map<Key, Owner> live() {
        Map<ClassLoader, String> ids = new HashMap<>();
        Snapshot now = lifecycle.registry().snapshot();
        now.all().forEach(row -> ids.put(row.entry().loader, row.entry().id()));
        Map<Key, Owner> symbols = new HashMap<>();
        for (Provider provider : now.symbols().all()) {
            Class<?> type = provider.key().type();
            symbols.put(new Key(type.getName(), ids.getOrDefault(type.getClassLoader(), ""), provider.key().name()),
                    provider.owner());
        }
        return symbols;
    }
}
