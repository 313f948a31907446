package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Requirement;
import dev.hotplug.symbol.SymbolKey;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The one voice in which loads and unloads are refused: who, what, expected, found, what to do. */
final class Refusal {

    private Refusal() {
    }

    static PluginException alreadyLoaded(LoadAttempt attempt, Entry live) {
        return new PluginException(Reason.ALREADY_LOADED, live.id(), attempt.label() + ": already loaded, as "
                + live + " from " + live.file + "; unload that one first", null);
    }

    /** With the writer lock held. */
    static PluginException going(LoadAttempt attempt, Entry going) {
        return new PluginException(Reason.BUSY, going.id(), attempt.label() + ": " + (going.isAdrift()
                ? "cannot load: " + adrift(going) + (going.reference.calls() == 0 ? ", and try again" : "")
                : going + " is being unloaded; try again when it is gone"), null);
    }

    /** What is to be done about one that an unload left going. Looks at no stack: loads are tried again and again. */
    private static String adrift(Entry entry) {
        int calls = entry.reference.calls();
        return entry.strandedBy() + " left " + entry + " going, and " + (calls == 0
                ? "its calls have ended since; unload it"
                : count(calls, "call") + (calls == 1 ? " is" : " are") + " still in flight; drain it again, or force it");
    }

    /** For one that is on its way out. With the writer lock held. */
    static PluginException notReplaceable(Descriptor successor, Entry going) {
        return new PluginException(Reason.BUSY, successor.id(), successor.label() + ": cannot replace " + (going.isAdrift()
                ? "what is not live: " + adrift(going)
                : going.label() + ", which is " + going.state + "; try again later"), null);
    }

    /** For what needs a plugin that is live. With the writer lock held, or it may be said to be just a little behind. */
    static PluginException gone(Entry entry) {
        return notFound(entry.id(), entry.isAdrift() ? adrift(entry) : entry + " is being unloaded");
    }

    /** For what needs a plugin that is live; {@code null} if it is. With the writer lock held. */
    static PluginException unlessLive(Entry entry) {
        return switch (entry.state) {
            case LIVE -> null;
            case GOING -> gone(entry);
            default -> new PluginException(Reason.BUSY, entry.id(), entry.label() + ": is just being loaded; try again"
                    + " when it is live", null);
        };
    }

    /** For a load that would wait for an unload which this thread is to go on with. */
    static PluginException unloadedHere(LoadAttempt attempt, Entry going) {
        return new PluginException(Reason.DEPENDENCY_CYCLE, attempt.id(), attempt.label() + ": would wait for ever: it"
                + " waits for " + going + " to be unloaded, and that for this thread (\""
                + Thread.currentThread().getName() + "\"), which unloads it or runs code of it; load it"
                + " from elsewhere, or when it is gone", null,
                new PluginException.Cycle(List.of(going.id(), attempt.id())));
    }

    static PluginException interruptedBefore(LoadAttempt attempt, Entry going) {
        return new PluginException(Reason.INTERRUPTED, going.id(), attempt.label()
                + ": interrupted while it waited for " + going + " to be unloaded; nothing was changed", null);
    }

    static PluginException closed(String label) {
        return new PluginException(Reason.HOST_CLOSED, null, label + ": the host is closed", null);
    }

    /**
     * With the writer lock held, if there is such a plugin.
     *
     * @param going what has that id and can no longer be used; {@code null} if nothing has it
     */
    static PluginException missing(LoadAttempt attempt, Requirement requirement, Entry going) {
        return new PluginException(Reason.DEPENDENCY_MISSING, attempt.id(), "requires " + requirement
                + (going == null ? ", which is not loaded; load it first"
                        : ", but " + (going.isAdrift() ? adrift(going) + ", and" : going + " is being unloaded;")
                                + " load it again first"), null);
    }

    static PluginException mismatch(LoadAttempt attempt, Requirement requirement, Entry found) {
        List<Wish> wishes = Wish.about(found, attempt);
        String who = wishes.size() < 2 ? "requires " + requirement + ", but " + found.label()
                + " is loaded; load a version that fits" + requirement.preReleaseNote(found.descriptor.version())
                : found.label() + " is loaded, but " + wishes.stream()
                        .map(wish -> wish.against(found.descriptor.version())).collect(Collectors.joining(", "))
                        + "; load a version that all of them accept";
        return new PluginException(Reason.VERSION_MISMATCH, attempt.id(), who, null);
    }

    /** All unmet requirements in one; the reason is the first one's. */
    static PluginException unmet(LoadAttempt attempt, List<PluginException> defects) {
        List<String> lines = defects.stream().map(Throwable::getMessage).toList();
        return new PluginException(defects.get(0).reason(), attempt.id(), attempt.label() + ": cannot load: "
                + String.join("; ", lines), null, new PluginException.Defects(lines));
    }

    static PluginException requirementCycle(LoadAttempt attempt, List<String> path) {
        return new PluginException(Reason.DEPENDENCY_CYCLE, attempt.id(), attempt.label()
                + ": requires itself in a circle: " + String.join(" -> ", path)
                + "; break it by moving what they share into a plugin of its own", null, new PluginException.Cycle(path));
    }

    static PluginException duplicate(Entry entry, SymbolKey key, Entry owner) {
        String remedy = owner == entry ? "; export it once, or under two names"
                : "; give it another name, or unload " + owner.id();
        return duplicate(entry.descriptor, key.type().getName(), key.name(), owner.id(), owner + " exports already"
                + remedy);
    }

    /** {@code who} is the rest of the sentence, from the one who has the symbol on. */
    static PluginException duplicate(Descriptor plugin, String type, String name, String ownerId, String who) {
        return new PluginException(Reason.DUPLICATE_SYMBOL, plugin.id(), plugin.label() + ": exports " + type + " \""
                + name + "\", which " + who, null, new PluginException.Symbol(type, name, ownerId));
    }

    /** {@code value} is {@code null} if none was given. */
    static PluginException parameter(Descriptor plugin, String name, String value, String wanted, Throwable cause) {
        String found = value == null ? "found none" : "found \"" + value + "\"";
        return new PluginException(Reason.INVALID_PARAMETER, plugin.id(), plugin.label() + ": parameter " + name
                + ": expected " + wanted + ", " + found, cause, new PluginException.Parameter(name, value, wanted));
    }

    /** A value for a parameter that there is not. */
    static PluginException noParameter(Descriptor plugin, String name, String value, Collection<String> names) {
        String wanted = names.isEmpty() ? "no parameters" : "one of " + names;
        return new PluginException(Reason.INVALID_PARAMETER, plugin.id(), plugin.label() + ": no parameter " + name
                + "; expected " + wanted, null, new PluginException.Parameter(name, value, wanted));
    }

    /** {@code departure} says when a plugin of that id left, or is {@code null}. */
    static PluginException notFound(String id, String departure) {
        return new PluginException(Reason.NOT_FOUND, id, id + ": not loaded" + (departure == null ? "" : "; " + departure),
                null);
    }

    static PluginException cannotUnload(Reason reason, Entry entry, String why, PluginException.Detail... details) {
        return new PluginException(reason, entry.id(), entry.label() + ": cannot unload: " + why, null, details);
    }

    static PluginException notLive(Entry entry) {
        return cannotUnload(Reason.BUSY, entry, "it is " + entry.state + "; try again later");
    }

    static PluginException permanent(Entry entry) {
        return cannotUnload(Reason.PERMANENT, entry,
                "it says of itself that it cannot be unloaded (@Permanent); force it if you must");
    }

    /** With no lock held, since it looks at stacks. */
    static PluginException held(Entry entry, int references, int calls) {
        if (references == 0 && calls == 0) {
            return cannotUnload(Reason.IN_USE, entry, "it was in use until a moment ago; try again",
                    new PluginException.Holds(0, 0));
        }
        StringBuilder why = new StringBuilder("in use by ");
        if (references > 0) {
            why.append(count(references, "reference"));
        }
        if (calls > 0) {
            why.append(references > 0 ? " and " : "").append(count(calls, "call")).append(" in flight");
        }
        PluginException.Holds holds = new PluginException.Holds(references, calls);
        List<PluginException.Holder> holders = Whereabouts.holders(entry);
        if (!holders.isEmpty()) {
            why.append(" (").append(Whereabouts.named(holders)).append(')');
        }
        why.append(references > 0 ? "; close them, or wait" : "; wait, or drain");
        return holders.isEmpty() ? cannotUnload(Reason.IN_USE, entry, why.toString(), holds)
                : cannotUnload(Reason.IN_USE, entry, why.toString(), holds, new PluginException.Holders(holders));
    }

    /** For a reload; {@code adrift} says that an unload has left the plugin so. */
    static PluginException goingAlready(Entry entry, boolean adrift) {
        int calls = entry.reference.calls();
        String why = !adrift ? "it is being unloaded; load it when it is gone"
                : entry.strandedBy() + " left it going, and " + (calls == 0
                        ? "its calls have ended since; unload it, and load it then"
                        : "calls are still in flight: " + Whereabouts.of(entry)
                                + "; it can be loaded when it is gone; drain it again, or force it");
        return new PluginException(Reason.BUSY, entry.id(), entry.label() + ": cannot reload: " + why, null);
    }

    /** Of what the plugin's own code threw while it came up. */
    static PluginException startFailed(Entry entry, String what, Throwable thrown) {
        Throwable cause = thrown;
        // Not what extends them: a plugin's own type may name itself as its cause.
        while ((cause.getClass() == InvocationTargetException.class
                || cause.getClass() == ExceptionInInitializerError.class) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof PluginException own && own.pluginId().filter(entry.id()::equals).isPresent()
                && isOfTheContext(own.reason())) {
            return own;
        }
        return new PluginException(Reason.START_FAILED, entry.id(), entry.label() + ": " + what + " failed: "
                + Whereabouts.of(entry, cause), cause, new PluginException.Step(what));
    }

    /** What the plugin's own context throws into its start; everything else is the start's own failure. */
    private static boolean isOfTheContext(Reason reason) {
        return reason == Reason.DUPLICATE_SYMBOL || reason == Reason.UNRESOLVED_SYMBOL
                || reason == Reason.INVALID_PARAMETER || reason == Reason.BAD_DESCRIPTOR;
    }

    /** For what no step foresees. */
    static PluginException internal(String pluginId, String label, String sequence, String step, Throwable cause) {
        return new PluginException(Reason.INTERNAL_ERROR, pluginId, label + ": " + sequence + " failed at step \"" + step
                + "\" and was undone: " + describe(cause), cause, new PluginException.Step(step));
    }

    /** For an unload that failed when the plugin's users had been turned away, which cannot be undone. */
    static PluginException unfinished(Entry entry, String sequence, String step, Throwable cause) {
        return new PluginException(Reason.INTERNAL_ERROR, entry.id(), entry.label() + ": " + sequence
                + " failed at step \"" + step + "\", when it had turned all users away; the plugin takes no call any"
                + " more and stays until it is unloaded again: " + describe(cause), cause,
                new PluginException.Step(step));
    }

    /** A throwable in one line: its type, and its message if it has one and gives it. It may be of a plugin's own type. */
    static String describe(Throwable thrown) {
        String message;
        try {
            message = thrown.getMessage();
        } catch (Throwable unreadable) {
            message = "(its message cannot be read: " + unreadable.getClass().getName() + ")";
        }
        return message == null ? thrown.getClass().getName() : thrown.getClass().getName() + ": " + message;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
