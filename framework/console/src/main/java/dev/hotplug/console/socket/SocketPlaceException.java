package dev.hotplug.console.socket;

import java.io.IOException;

/** A socket that cannot be where it should. The message names the path, says why, and what to do. */
public final class SocketPlaceException extends IOException {

    private static final long serialVersionUID = 1L;

    SocketPlaceException(String message) {
        super(message);
    }

    /**
     * Made by whoever makes the socket's directory, too.
     *
     * @param message path, cause and remedy
     * @param cause what the system said
     */
    public SocketPlaceException(String message, IOException cause) {
        super(message, cause);
    }
}
