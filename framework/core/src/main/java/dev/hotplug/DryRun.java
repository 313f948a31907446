package dev.hotplug;

import dev.hotplug.api.PluginException;
import dev.hotplug.lifecycle.Rehearsal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * Loads that are not carried out: each is held against what is loaded now, and against those before it in this dry run
 * that would not be refused. Nothing is registered and no code of a plugin runs. While a file is linked against a
 * loaded plugin, that plugin is held.
 *
 * <p>It finds what can be known before: defects of the file, ids and declared symbols that are taken, requirements,
 * names of parameters, and whatever the linker finds. What a plugin's own code, a listener or a limit of the host would
 * say, only a load tells.
 *
 * <p>For one thread. It keeps the files that it was shown in memory.
 */
public final class DryRun {

    private final Rehearsal rehearsal;

    DryRun(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /**
     * Which of several files cannot be loaded, because they require each other in a circle. A file whose plugin is live
     * already is in none, and neither is one that could do without the others.
     *
     * @param jars the plugins' files; what is no sound plugin is passed over
     * @return for each that stands in a circle, the refusal with {@link dev.hotplug.api.Reason#DEPENDENCY_CYCLE} that
     *     {@link PluginHost#loadAll} would have for it, in the order of the circles; empty if there is none
     */
    public Map<Path, PluginException> circles(Collection<Path> jars) {
        return rehearsal.circles(jars);
    }

    /**
     * What would come of loading a file next.
     *
     * @param jar the plugin's file
     * @param options how
     * @return what would come of it
     */
    public Inspection load(Path jar, LoadOptions options) {
        return Inspection.of(jar, rehearsal.load(Objects.requireNonNull(jar, "jar"), options.parameters(),
                options.refusedFrom(), options.waiting()));
    }
}
