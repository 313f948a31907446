package dev.hotplug.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A guarded service was called while nobody provides its symbol. The service itself stays valid: the next call
 * succeeds as soon as a provider is live again.
 */
public final class PluginUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String symbol;
    private final String lastProvider;
    private final Instant leftAt;

    /**
     * Nobody provides a symbol.
     *
     * @param symbol the symbol, as in messages
     * @param lastProvider the plugin that provided it last, with its version, or {@code null} if none is known
     * @param leftAt when that one left, or {@code null} if none is known
     */
    public PluginUnavailableException(String symbol, String lastProvider, Instant leftAt) {
        this.symbol = symbol;
        this.lastProvider = lastProvider;
        this.leftAt = leftAt;
    }

    /**
     * Nobody provides a symbol, and there is more to say about it.
     *
     * @param message the sentence for a person
     * @param symbol the symbol, as in messages
     */
    public PluginUnavailableException(String message, String symbol) {
        super(message);
        this.symbol = symbol;
        this.lastProvider = null;
        this.leftAt = null;
    }

    /** Written when it is asked for: whoever calls again and again until there is a provider does not read it. */
    @Override
    public String getMessage() {
        String given = super.getMessage();
        if (given != null) {
            return given;
        }
        return lastProvider == null
                ? symbol + ": no plugin provides it; load one that exports it"
                : symbol + ": no plugin provides it; last provided by " + lastProvider + ", which left at " + leftAt;
    }

    /**
     * The symbol that was called.
     *
     * @return its type, with its name where one was asked for
     */
    public String symbol() {
        return symbol;
    }

    /**
     * Who provided it last.
     *
     * @return the plugin's id and version, or empty if none is known
     */
    public Optional<String> lastProvider() {
        return Optional.ofNullable(lastProvider);
    }

    /**
     * When the last provider left.
     *
     * @return the time, or empty if none is known
     */
    public Optional<Instant> leftAt() {
        return Optional.ofNullable(leftAt);
    }
}
