package dev.hotplug;

import dev.hotplug.api.PluginInfo;
import java.util.Optional;

/**
 * One load of one plugin. It pins nothing: the plugin may be gone.
 *
 * <p>Safe for use by many threads.
 */
public final class PluginHandle {

    private final PluginHost host;
    private final String id;
    private final String version;
    private final long loadNumber;

    PluginHandle(PluginHost host, String id, String version, long loadNumber) {
        this.host = host;
        this.id = id;
        this.version = version;
        this.loadNumber = loadNumber;
    }

    /**
     * The plugin's id.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * The plugin's version.
     *
     * @return the version
     */
    public String version() {
        return version;
    }

    /**
     * The number of this load, from 1, never used twice in one host.
     *
     * @return the number
     */
    public long loadNumber() {
        return loadNumber;
    }

    /**
     * The plugin's row in the plugin table.
     *
     * @return the row, or empty if this load is gone
     */
    public Optional<PluginInfo> info() {
        return host.plugins().stream().filter(row -> row.loadNumber() == loadNumber).findFirst();
    }

    /** The plugin's id, version and load number. */
    @Override
    public String toString() {
        return id + " " + version + " #" + loadNumber;
    }
}
