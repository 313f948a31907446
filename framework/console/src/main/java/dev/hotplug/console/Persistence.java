package dev.hotplug.console;

import dev.hotplug.HostEvent;
import dev.hotplug.LoadOptions;
import dev.hotplug.PluginHandle;
import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Loads again and again as long as the plugin's id is not free, up to a limit. Immutable. */
final class Persistence {

    /** An id becomes free a moment before or after that is an event. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final PluginHost host;
    private final long limitNanos;

    /** With the longest that may be waited; zero for one attempt. */
    Persistence(PluginHost host, Duration limit) {
        this.host = host;
        this.limitNanos = limit.toNanos();
    }

    PluginHandle load(Path file, LoadOptions options) {
        long begin = System.nanoTime();
        for (;;) {
            try {
                return host.load(file, options);
            } catch (PluginException refusal) {
                if (refusal.reason() != Reason.BUSY || System.nanoTime() - begin >= limitNanos) {
                    throw refusal;
                }
                pause(file);
            }
        }
    }

    private void pause(Path file) {
        List<HostEvent> events = host.events(0);
        try {
            host.awaitEvents(events.isEmpty() ? 0 : events.get(events.size() - 1).number(), PAUSE);
        } catch (InterruptedException given) {
            throw new PluginException(Reason.INTERRUPTED, null,
                    file + ": interrupted while waiting; nothing was changed", given);
        }
    }
}
