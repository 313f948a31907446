package dev.hotplug.it.bench.contender;

import dev.hotplug.it.bench.spi.Work;
import java.util.List;

/**
 * A way to load, find and unload plugins. Has a public constructor without parameters.
 *
 * <p>One thread loads and unloads; many find and call.
 */
public interface Contender {

    /** Gets ready, without any plugin. Called once, first. */
    void boot(Ground ground) throws Exception;

    /** Loads a plugin, whose requirements are there, and makes its service findable. */
    void load(Plug plug) throws Exception;

    /** Loads many plugins, each after what it requires, in the best way that there is. */
    default void loadAll(List<Plug> plugs) throws Exception {
        for (Plug plug : plugs) {
            load(plug);
        }
    }

    /** The service of one plugin, or {@code null} if it is not there. */
    Work service(String id) throws Exception;

    /** The service of any plugin; there is one at least. */
    Work any() throws Exception;

    /** The services of all plugins. */
    Iterable<Work> services() throws Exception;

    /** Unloads a plugin that nothing requires, whoever calls it, and closes what can be closed. */
    void unload(String id) throws Exception;

    /** Whether a call failed in the way that the contender promises for a plugin that is gone. */
    default boolean saysGone(Throwable thrown) {
        return false;
    }
}
