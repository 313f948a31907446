package dev.hotplug.console;

import dev.hotplug.UnloadOptions;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that say how patient an unload is, and how rude. */
final class UnloadTerms {

    @Option(names = "--wait", paramLabel = "DURATION", converter = DurationConverter.class,
            description = "Try again until nobody uses it, for at most this long (250ms, 5s, 2m, 1h).")
    private Duration waiting;

    @Option(names = "--drain", paramLabel = "DURATION", converter = DurationConverter.class,
            description = "Turn new calls away and wait for those in flight, for at most this long.")
    private Duration draining;

    @Option(names = "--force",
            description = "Stop it at once, even if it is in use or permanent, which taints the host. Does not "
                    + "override dependents.")
    private boolean forced;

    UnloadOptions options() {
        UnloadOptions options = UnloadOptions.defaults();
        options = waiting == null ? options : options.waiting(waiting);
        options = draining == null ? options : options.draining(draining);
        return forced ? options.forced() : options;
    }

    /** Whether a plugin stands in the way that a drain left going and that is still called. */
    static boolean isOfOneAdrift(PluginException refusal) {
        return refusal.getMessage().endsWith("; drain it again, or force it");
    }

    /** What unloads one that a drain left going, as the rest of its sentence. */
    static String goOn(String id) {
        return ": plugin unload --drain 5s " + id + ", or plugin unload --force " + id + "; plugin why " + id + " says more";
    }

    /** Which of these options would do something about a refusal, as the rest of its sentence. */
    String remedy(PluginException refusal) {
        String id = refusal.pluginId().orElse("ID");
        if (isOfOneAdrift(refusal)) {
            return goOn(id);
        }
        if (refusal.reason() == Reason.PERMANENT && !forced) {
            return ", with --force";
        }
        return refusal.detail(PluginException.Holds.class)
                .map(holds -> "; " + (waiting == null ? "--wait 5s tries for a while, "
                        : "it was in use all the " + waiting.toMillis() + " ms that --wait allowed, ")
                        + (holds.references() == 0 && draining == null ? "--drain 5s turns new calls away, " : "")
                        + "plugin why " + id + " says more")
                .orElse("");
    }
}
