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
     *     It should be quick, as the limit of the close does not cover it. What is {@link Lasting} is closed later.
     * @throws IOException if it cannot be opened; the host is closed again, and {@code build} fails
     */
    AutoCloseable attach(PluginHost host) throws IOException;

    /** What is to see how the plugins of a closing host go, and is closed after them. */
    interface Lasting extends AutoCloseable {

        /**
         * Takes on nothing new, and ends what acts on the host. Called once, when another attachment would be closed.
         *
         * @throws IOException if it cannot; that is reported, and the host goes on closing
         */
        void leave() throws IOException;

        /**
         * Ends the rest. Called once, after the host has unloaded what it could, on the thread that closes the host and
         * has had this leave, whoever else closes the host meanwhile.
         *
         * @throws IOException if it cannot; that is reported
         */
        @Override
        void close() throws IOException;
    }
}
