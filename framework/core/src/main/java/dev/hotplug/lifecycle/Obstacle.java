package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.util.function.Supplier;

/**
 * What stands in the way of an unload: decided under the writer lock, put into words when that has been released, and
 * only if the refusal is what the caller gets in the end. The words may need the stacks of threads, which takes long, and
 * foreign code may run on the way. It has no stack of its own: attempts are repeated.
 */
final class Obstacle extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final transient Supplier<PluginException> words;

    Obstacle(Reason reason, Supplier<PluginException> words) {
        super(null, null, false, false);
        this.reason = reason;
        this.words = words;
    }

    Reason reason() {
        return reason;
    }

    /** The refusal. With no lock held. */
    PluginException refusal() {
        return words.get();
    }
}
