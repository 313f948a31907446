package dev.hotplug.console;

import dev.hotplug.Inspection;
import dev.hotplug.LinkDefect;
import dev.hotplug.LinkDefect.Severity;
import dev.hotplug.api.PluginException;
import java.util.List;
import java.util.Optional;

/** What is known of a plugin before it is loaded, in words. */
final class LinkText {

    private LinkText() {
    }

    /** One line for each finding. */
    static List<String> lines(List<LinkDefect> findings) {
        return findings.stream().map(finding -> "  " + word(finding.severity()) + ": "
                + Refusals.oneLine(finding.sentence())).toList();
    }

    /** All findings in a few words. */
    static String summary(Optional<List<LinkDefect>> findings) {
        return findings.map(found -> found.isEmpty() ? "nothing missing"
                : found.size() == 1 ? "1 finding" : found.size() + " findings")
                .orElse("not checked, because of the above");
    }

    /** One requirement, and what there is for it. */
    static String line(Inspection.Need need) {
        return need.requirement() + ": "
                + need.provider().map(found -> found + (need.satisfied() ? "" : ", which does not fit"))
                        .orElse(need.satisfied() ? "not loaded, not needed" : "not loaded");
    }

    /** A refusal without what the findings say already. */
    static String heading(PluginException refusal) {
        String first = refusal.reason() + ": " + refusal.getMessage().lines().findFirst().orElse("");
        return first.endsWith(" defects:") ? first.substring(0, first.length() - 1) : first;
    }

    private static String word(Severity severity) {
        return switch (severity) {
            case STRUCTURAL -> "conflict";
            case BREAKS -> "breaks";
            case MAY_BREAK -> "may break";
        };
    }
}
