package dev.hotplug;

import java.io.IOException;

/**
 * Something that serves a host for as long as it is open, as a socket for its operator. Given to
 * {@link PluginHostBuilder#attach}.
 */
@FunctionalInterface
public interface HostAttachment {

    /**
     * Opens it. Called once, by {@link PluginHostBuilder#build}, on its thread and under no lock.
     *
     * @param host the host, ready for use
     * @return what closes it again: called once, before the host unloads anything, on the thread that closes the host.
     *     It should be quick, as the limit of the close does not cover it.
     * @throws IOException if it cannot be opened; the host is closed again, and {@code build} fails
     */
    AutoCloseable attach(PluginHost host) throws IOException;
}
