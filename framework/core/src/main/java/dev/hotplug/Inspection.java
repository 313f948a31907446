package dev.hotplug;

import dev.hotplug.api.PluginException;
import dev.hotplug.lifecycle.Rehearsal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What would come of loading a file.
 *
 * @param file the file
 * @param plugin what it says of itself, or empty if it is no sound plugin
 * @param needs the plugins that it requires
 * @param findings what does not link, the worst first, refused or not; empty if it could not be linked, because a
 *     requirement is not satisfied
 * @param refusals everything for which a load would be refused, as the load would say it; empty if nothing is known
 *     that is against it
 */
public record Inspection(Path file, Optional<PluginDescription> plugin, List<Need> needs,
                         Optional<List<LinkDefect>> findings, List<PluginException> refusals) {

    /** Copies the lists. */
    public Inspection {
        needs = List.copyOf(needs);
        findings = findings.map(List::copyOf);
        refusals = List.copyOf(refusals);
    }

    static Inspection of(Path file, Rehearsal.Result result) {
        return new Inspection(file, result.description().map(PluginDescription::of),
                result.needs().stream().map(need -> new Need(need.requirement().toString(), need.provider(),
                        need.satisfied())).toList(),
                result.findings().map(found -> found.stream().map(LinkDefect::of).toList()), result.refusals());
    }

    /** Whether nothing is known that is against loading it. */
    public boolean isLoadable() {
        return refusals.isEmpty();
    }

    /**
     * One requirement.
     *
     * @param requirement as the plugin's author wrote it
     * @param provider id and version of the plugin of that id that would be there, or empty
     * @param satisfied whether that will do; an optional one need not be there
     */
    public record Need(String requirement, Optional<String> provider, boolean satisfied) {
    }
}
