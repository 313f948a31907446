package dev.hotplug.console.client;

/**
 * Where a host listens and a client looks if nobody says otherwise. Without state; safe for use by many threads.
 */
public final class SocketPath {

    /** The environment's variable that names the socket. */
    public static final String VARIABLE = "HOTPLUG_SOCKET";

    private SocketPath() {
    }

    /**
     * The default: what {@link #VARIABLE} says; else {@code hotplug/host.sock} in {@code XDG_RUNTIME_DIR}, which is the
     * user's own and goes with the session; else {@code .hotplug/host.sock} in the user's home. Never in a directory
     * that others write to, where anyone could listen in the host's place.
     *
     * @return the path, as text
     */
    public static String byDefault() {
        String named = System.getenv(VARIABLE);
        if (named != null && !named.isEmpty()) {
            return named;
        }
        String session = System.getenv("XDG_RUNTIME_DIR");
        return session != null && !session.isEmpty()
                ? session.concat("/hotplug/host.sock")
                : System.getProperty("user.home").concat("/.hotplug/host.sock");
    }
}
