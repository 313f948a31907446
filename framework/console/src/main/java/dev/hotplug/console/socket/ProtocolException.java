package dev.hotplug.console.socket;

/** A request that is none. Its message is for the client. */
final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message, null, false, false);
    }
}
