package dev.hotplug.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A load, an unload or a lookup was refused, or failed and was undone.
 *
 * <p>The message begins with the plugin (or the file, as long as it is not known which plugin it holds) and
 * says what happened, what was expected, what was found and what to do. What a program may want of
 * it is in {@link #reason} and {@link #details}.
 */
public final class PluginException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String pluginId;
    private final transient List<Detail> details;

    /**
     * A refusal.
     *
     * @param reason why
     * @param pluginId the plugin, or {@code null} if it is not known which
     * @param message the sentence for a person
     * @param cause what was thrown underneath, or {@code null}
     * @param details typed facts, none twice of the same type
     */
    public PluginException(Reason reason, String pluginId, String message, Throwable cause, Detail... details) {
        super(message, cause);
        this.reason = reason;
        this.pluginId = pluginId;
        this.details = List.of(details);
    }

    /**
     * Why.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Which plugin.
     *
     * @return the plugin's id, or empty if it is not known
     */
    public Optional<String> pluginId() {
        return Optional.ofNullable(pluginId);
    }

    /**
     * The facts behind the message.
     *
     * @return an immutable list, empty if there are none or the exception was deserialised
     */
    public List<Detail> details() {
        return details == null ? List.of() : details;
    }

    /**
     * One of the facts behind the message.
     *
     * @param type the kind of fact
     * @param <D> the kind of fact
     * @return the fact, if the exception carries one of that kind
     */
    public <D extends Detail> Optional<D> detail(Class<D> type) {
        return details().stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /**
     * As a stack trace begins.
     *
     * @return the type, the reason and the message
     */
    @Override
    public String toString() {
        return getClass().getName() + ": " + reason + ": " + getMessage();
    }

    /** A typed fact about a refusal. */
    public sealed interface Detail {
    }

    /**
     * The plugins that require the one in question.
     *
     * @param ids their ids, in load order
     */
    public record Dependents(List<String> ids) implements Detail {
    }

    /**
     * What holds the plugin in question.
     *
     * @param references counted references, use edges included
     * @param calls calls in flight through guarded services
     */
    public record Holds(int references, int calls) implements Detail {
    }

    /**
     * Who holds the plugin in question, where the host tracks holders.
     *
     * @param holders the holders: first who has references, then who is in calls, each the longest first; empty if they are
     *     not tracked
     */
    public record Holders(List<Holder> holders) implements Detail {
    }

    /**
     * One that holds a plugin.
     *
     * @param thread the name of the thread that is in a call, or that got a reference
     * @param where the line that it is at in the plugin, or at which it got the reference
     * @param since since when
     */
    public record Holder(String thread, String where, Instant since) {
    }

    /**
     * A limit that was reached.
     *
     * @param limit what is limited, and its unit
     * @param wanted what would have been needed
     * @param maximum what is allowed
     */
    public record Limit(String limit, long wanted, long maximum) implements Detail {
    }

    /**
     * What is wrong with a plugin, all of it: what does not link, what it requires in vain, or what its descriptor lacks.
     *
     * @param lines one sentence for each
     */
    public record Defects(List<String> lines) implements Detail {
    }

    /**
     * A parameter that was not accepted.
     *
     * @param name its name
     * @param value the value that was given, or {@code null} if none was
     * @param wanted what would be accepted
     */
    public record Parameter(String name, String value, String wanted) implements Detail {
    }

    /**
     * A symbol that is taken or missing.
     *
     * @param type the symbol's type
     * @param name the symbol's name, or {@code null} if none was asked for
     * @param owner id of the plugin that has it, or {@code null} if none has
     */
    public record Symbol(String type, String name, String owner) implements Detail {
    }

    /**
     * The plugins of a circle, the first named again at the end.
     *
     * @param path the ids
     */
    public record Cycle(List<String> path) implements Detail {
    }

    /**
     * The step of the load or unload sequence that failed.
     *
     * @param name the step's name
     */
    public record Step(String name) implements Detail {
    }
}
