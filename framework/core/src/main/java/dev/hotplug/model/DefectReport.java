package dev.hotplug.model;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.util.List;

/** Makes one refusal of everything that is wrong with a plugin. */
public final class DefectReport {

    /** The message is for a person; the exception's details have all of them. */
    private static final int SHOWN = 20;

    private DefectReport() {
    }

    /**
     * Makes the refusal. One defect stands in the first line of its message, several have a line each.
     *
     * @param reason why
     * @param pluginId the plugin, or {@code null} if it is not known which
     * @param opening who and what, as {@code greeter 1.4.0: does not link}
     * @param defects one sentence for each, at least one
     * @return the exception, with {@link PluginException.Defects}
     */
    public static PluginException refusal(Reason reason, String pluginId, String opening, List<String> defects) {
        List<String> lines = defects.stream().map(DefectReport::printable).toList();
        StringBuilder message = new StringBuilder(opening).append(": ");
        if (lines.size() == 1) {
            message.append(lines.get(0));
        } else {
            message.append(lines.size()).append(" defects:");
            lines.stream().limit(SHOWN).forEach(line -> message.append("\n  ").append(line));
            if (lines.size() > SHOWN) {
                message.append("\n  and ").append(lines.size() - SHOWN).append(" more");
            }
        }
        return new PluginException(reason, pluginId, message.toString(), null, new PluginException.Defects(lines));
    }

    /** What a plugin calls its classes must not write lines of its own into somebody's log. */
    public static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
