package dev.hotplug.console;

import dev.hotplug.HostLimits;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What may be limited of what plugins take, in the words of an operator. */
enum Limit {

    IMAGE_BYTES(true),
    ENTRIES(false),
    ENTRY_BYTES(true),
    INFLATED_BYTES(true),
    RATIO(false),
    PLUGINS(false),
    STAGED_BYTES(true),
    THREADS(false),
    THREADS_PER_PLUGIN(false);

    private final boolean size;

    Limit(boolean size) {
        this.size = size;
    }

    /** The limits of a host for which some are set; for the others those that every host has. */
    static HostLimits of(Map<Limit, Long> set) {
        return new HostLimits(
                set.getOrDefault(IMAGE_BYTES, IMAGE_BYTES.byDefault()),
                Math.toIntExact(set.getOrDefault(ENTRIES, ENTRIES.byDefault())),
                set.getOrDefault(ENTRY_BYTES, ENTRY_BYTES.byDefault()),
                set.getOrDefault(INFLATED_BYTES, INFLATED_BYTES.byDefault()),
                Math.toIntExact(set.getOrDefault(RATIO, RATIO.byDefault())),
                Math.toIntExact(set.getOrDefault(PLUGINS, PLUGINS.byDefault())),
                set.getOrDefault(STAGED_BYTES, STAGED_BYTES.byDefault()),
                Math.toIntExact(set.getOrDefault(THREADS, THREADS.byDefault())),
                Math.toIntExact(set.getOrDefault(THREADS_PER_PLUGIN, THREADS_PER_PLUGIN.byDefault())));
    }

    static Optional<Limit> named(String word) {
        return Arrays.stream(values()).filter(limit -> limit.word().equals(word)).findFirst();
    }

    /** As they are typed. */
    static List<String> words() {
        return Arrays.stream(values()).map(Limit::word).toList();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is counted in bytes. */
    boolean isSize() {
        return size;
    }

    long byDefault() {
        HostLimits limits = HostLimits.defaults();
        return switch (this) {
            case IMAGE_BYTES -> limits.imageBytes();
            case ENTRIES -> limits.entries();
            case ENTRY_BYTES -> limits.entryBytes();
            case INFLATED_BYTES -> limits.inflatedBytes();
            case RATIO -> limits.ratio();
            case PLUGINS -> limits.plugins();
            case STAGED_BYTES -> limits.stagedBytes();
            case THREADS -> limits.threads();
            case THREADS_PER_PLUGIN -> limits.threadsPerPlugin();
        };
    }
}
