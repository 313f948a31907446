package dev.hotplug.link;

import dev.hotplug.model.HostClasses;
import java.lang.ref.SoftReference;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The types of the JDK and of the host, remembered for the plugins to come until the memory is needed. Safe for use by
 * many threads.
 */
final class HostTypes implements TypeSpace {

    private static final Map<HostClasses, SoftReference<HostTypes>> KNOWN =
            Collections.synchronizedMap(new WeakHashMap<>());

    private final HostClasses host;
    private final Map<String, Optional<SeenType>> types = new ConcurrentHashMap<>();
    private final Map<String, Boolean> exported = new ConcurrentHashMap<>();
    private final SoundReferences sound = new SoundReferences();

    private HostTypes(HostClasses host) {
        this.host = host;
    }

    /** The types of that host. */
    static HostTypes of(HostClasses host) {
        SoftReference<HostTypes> known = KNOWN.get(host);
        HostTypes types = known == null ? null : known.get();
        if (types == null) {
            types = new HostTypes(host);
            KNOWN.put(host, new SoftReference<>(types));
        }
        return types;
    }

    @Override
    public SeenType find(String internalName) {
        Optional<SeenType> type = types.get(internalName);
        if (type == null) {
            // Two that read the same at once must go on with one of it.
            Optional<SeenType> read = read(internalName);
            type = types.putIfAbsent(internalName, read);
            type = type == null ? read : type;
        }
        return type.orElse(null);
    }

    private Optional<SeenType> read(String internalName) {
        byte[] bytes = host.classFile(internalName);
        return bytes == null ? Optional.empty()
                : Optional.of(new SeenType(FactsReader.read(internalName, bytes), this));
    }

    /** The references to these types that resolve, whoever has them. */
    SoundReferences sound() {
        return sound;
    }

    /**
     * Whether a type is one of the application's: shared, or what such a type builds upon. What that names, it sees on the
     * application's class path, of which plugins see the shared packages only.
     */
    boolean isOfApplication(SeenType type) {
        String packageName = type.facts().packageName();
        return type.space() == this && !host.shared().isEmpty() && !packageName.startsWith("java.")
                && (host.shared().contains(packageName) || host.loaderOf(packageName) == null);
    }

    /** Whether the host and all plugins see the same of that name. */
    boolean isForAll(String internalName) {
        return host.loaderOf(Linker.packageOf(internalName)) != null;
    }

    /** Whether plugins may use the package's public types. */
    boolean isExported(String packageName) {
        Boolean known = exported.get(packageName);
        if (known == null) {
            known = host.exportsToPlugins(packageName);
            exported.put(packageName, known);
        }
        return known;
    }
}
