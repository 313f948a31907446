package dev.hotplug;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import dev.hotplug.lifecycle.BatchFile;
import dev.hotplug.lifecycle.Lifecycle;
import dev.hotplug.model.LinkFinding.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a plugin is to be loaded. Immutable; each method gives a changed copy.
 */
public final class LoadOptions {

    private static final LoadOptions DEFAULTS = new LoadOptions(Map.of(), null, null, List.of(), Duration.ZERO);

    private final Map<String, String> parameters;
    private final Duration startLimit;
    private final LinkPolicy linkPolicy;
    private final List<String> after;
    private final Duration waiting;

    private LoadOptions(Map<String, String> parameters, Duration startLimit, LinkPolicy linkPolicy,
                        List<String> after, Duration waiting) {
        this.parameters = parameters;
        this.startLimit = startLimit;
        this.linkPolicy = linkPolicy;
        this.after = after;
        this.waiting = waiting;
    }

    /**
     * No parameters, and the host's limit for {@code start} and policy for the linker.
     *
     * @return the defaults
     */
    public static LoadOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Gives a parameter a value.
     *
     * @param name the parameter's name
     * @param value its value, as text
     * @return a changed copy
     */
    public LoadOptions parameter(String name, String value) {
        return parameters(Map.of(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, name)));
    }

    /**
     * Gives parameters values, beside those given already.
     *
     * @param values values by parameter name
     * @return a changed copy
     */
    public LoadOptions parameters(Map<String, String> values) {
        Map<String, String> merged = new LinkedHashMap<>(parameters);
        Objects.requireNonNull(values, "values").forEach((name, value) -> merged.put(Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(value, name)));
        return new LoadOptions(Map.copyOf(merged), startLimit, linkPolicy, after, waiting);
    }

    /**
     * Limits the time that the plugin's own code may take to come up: static initialiser, constructor,
     * parameters and {@code start} together. With a limit, they run on a thread of the plugin. The time of listeners does
     * not count.
     *
     * @param limit more than zero
     * @return a changed copy
     */
    public LoadOptions startLimit(Duration limit) {
        return new LoadOptions(parameters, Durations.positive(limit, "startLimit"), linkPolicy, after, waiting);
    }

    /**
     * Says what the linker refuses.
     *
     * @param policy the policy
     * @return a changed copy
     */
    public LoadOptions linkPolicy(LinkPolicy policy) {
        return new LoadOptions(parameters, startLimit, Objects.requireNonNull(policy, "policy"), after, waiting);
    }

    /**
     * Asks for an order: in a {@linkplain PluginHost#loadAll(Map) batch} that holds some of these plugins, this one is
     * loaded after them, whether or not they come up. What is required comes first all the same. A load of one file
     * takes no notice of it.
     *
     * @param ids the plugins' ids; they need not exist
     * @return a changed copy
     */
    public LoadOptions after(Collection<String> ids) {
        return new LoadOptions(parameters, startLimit, linkPolicy, List.copyOf(Objects.requireNonNull(ids, "ids")), waiting);
    }

    /**
     * Waits while a plugin of the same id is being unloaded, instead of being refused with {@link Reason#BUSY} at once.
     * The file is read before the wait. One that a drain left going does not go by itself: somebody has to unload it. A
     * load from that very unload, or from code of the plugin that goes, would wait for itself, and is refused with
     * {@link Reason#DEPENDENCY_CYCLE} at once.
     *
     * @param limit more than zero
     * @return a changed copy
     */
    public LoadOptions waiting(Duration limit) {
        return new LoadOptions(parameters, startLimit, linkPolicy, after, Durations.positive(limit, "waiting"));
    }

    /**
     * The parameters' values.
     *
     * @return an immutable map
     */
    public Map<String, String> parameters() {
        return parameters;
    }

    /**
     * The limit for this load.
     *
     * @return the limit, or empty for the host's
     */
    public Optional<Duration> startLimit() {
        return Optional.ofNullable(startLimit);
    }

    /**
     * What the linker refuses for this load.
     *
     * @return the policy, or empty for the host's
     */
    public Optional<LinkPolicy> linkPolicy() {
        return Optional.ofNullable(linkPolicy);
    }

    Optional<Severity> refusedFrom() {
        return linkPolicy == null ? Optional.empty() : Optional.of(linkPolicy.refusedFrom());
    }

    Duration waiting() {
        return waiting;
    }

    /**
     * The plugins after which this one is loaded in a batch.
     *
     * @return an immutable list of ids
     */
    public List<String> after() {
        return after;
    }

    PluginInfo load(Lifecycle lifecycle, Path jar) {
        return lifecycle.load(Objects.requireNonNull(jar, "jar"), parameters, startLimit(), refusedFrom(), waiting);
    }

    BatchFile of(Path jar) {
        return new BatchFile(Objects.requireNonNull(jar, "jar"), parameters, startLimit(),
                refusedFrom(), after, waiting);
    }
}
