package dev.hotplug.model;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.model.LinkFinding.Severity;
import java.util.List;

/**
 * What linking a plugin found.
 *
 * @param label the plugin as messages name it
 * @param plan how its references are to be resolved
 * @param findings what does not link, the worst first
 */
public record LinkReport(String label, LinkPlan plan, List<LinkFinding> findings) {

    /** Copies the list. */
    public LinkReport {
        findings = List.copyOf(findings);
    }

    /** The findings that are at least as bad as that. */
    public List<LinkFinding> atLeast(Severity severity) {
        // Asked at each load, mostly of nothing; a stream would be most of what a cold JVM does here.
        return findings.isEmpty() ? findings
                : findings.stream().filter(finding -> finding.severity().ordinal() <= severity.ordinal()).toList();
    }

    /** The findings that are not as bad as that. */
    public List<LinkFinding> below(Severity severity) {
        return findings.isEmpty() ? findings
                : findings.stream().filter(finding -> finding.severity().ordinal() > severity.ordinal()).toList();
    }

    /**
     * Refuses the plugin if a finding is too bad.
     *
     * @param pluginId the plugin
     * @param refused the least bad severity that refuses
     * @throws PluginException {@code UNRESOLVED_SYMBOL} with every such finding
     */
    public void require(String pluginId, Severity refused) {
        List<LinkFinding> defects = atLeast(refused);
        if (!defects.isEmpty()) {
            throw DefectReport.refusal(Reason.UNRESOLVED_SYMBOL, pluginId, label + ": does not link",
                    defects.stream().map(LinkFinding::sentence).toList());
        }
    }
}
