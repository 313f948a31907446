package dev.hotplug.image;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;

/** The one voice in which this package refuses a file. A label names the file, or the library in it. */
final class Refusals {

    private Refusals() {
    }

    static PluginException badImage(String label, String problem) {
        return badImage(label, problem, null);
    }

    static PluginException badImage(String label, String problem, Throwable cause) {
        return new PluginException(Reason.BAD_IMAGE, null, label + ": " + problem, cause);
    }

    static PluginException limit(String label, String subject, String limit, long wanted, long maximum) {
        String message = label + ": too large: " + subject + ": " + limit + " " + wanted + ", allowed " + maximum
                + "; make it smaller, or raise the host's limit if it is trusted";
        return new PluginException(Reason.LIMIT_EXCEEDED, null, message, null,
                new PluginException.Limit(limit, wanted, maximum));
    }

    static PluginException interrupted(String label) {
        Thread.currentThread().interrupt();
        return new PluginException(Reason.INTERRUPTED, null,
                label + ": interrupted before it was read; nothing was changed", null);
    }
}
