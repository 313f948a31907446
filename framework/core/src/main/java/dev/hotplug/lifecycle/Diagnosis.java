package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says, in words that one can act on, why a plugin is not live, or why it could not be unloaded now. Changes nothing. */
final class Diagnosis {

    private final Registry registry;
    private final WriterLock writer;
    private final Journal journal;

    Diagnosis(Registry registry, WriterLock writer, Journal journal) {
        this.registry = registry;
        this.writer = writer;
        this.journal = journal;
    }

    /** What the writer lock guards of an entry, at one moment. */
    private record Seen(PluginState state, Instant since, boolean adrift, boolean failing, List<String> awaited) {
    }

    private Seen look(Entry entry) {
        return writer.hold(() -> new Seen(entry.state, entry.since, entry.isAdrift(), entry.failing,
                writer.awaitedBy(entry.attempt).stream().map(LoadAttempt::label).toList()));
    }

    /** What is to be said of an id, the loads in quarantine included; one sentence for each. */
    List<String> of(String id) {
        List<String> sentences = new ArrayList<>();
        registry.entry(id).ifPresentOrElse(entry -> owner(entry, sentences), () -> absent(id, sentences));
        registry.snapshot().all().stream().filter(row -> row.isQuarantined() && row.entry().id().equals(id))
                .forEach(row -> sentences.add(row.entry() + " is in quarantine" + quarantine(row.entry())));
        leftovers(id, sentences);
        return sentences;
    }

    /** An unload that is complete need not have seen all threads that the plugin left. */
    private void leftovers(String id, List<String> sentences) {
        Set<Long> left = journal.loadsOf(id);
        registry.snapshot().all().forEach(row -> left.remove(row.entry().loadNumber));
        if (!left.isEmpty()) {
            Whereabouts.of(left.stream().map(number -> id + "#" + number).collect(Collectors.toSet()))
                    .forEach((thread, frame) -> sentences.add("\"" + thread.getName() + "\" still runs code of "
                            + frame.getClassLoaderName() + ", which has left, at " + Whereabouts.plain(frame)
                            + "; the plugin has to end it in its stop()"));
        }
    }

    private void absent(String id, List<String> sentences) {
        Journal.Event last = journal.lastOf(id);
        String story = last == null ? "nothing of that id was loaded or tried since the host began, as far as it"
                + " remembers; load it" : switch (last.kind()) {
                    case FAILED -> "its last load failed at " + last.at().truncatedTo(ChronoUnit.SECONDS) + ": "
                            + last.text();
                    default -> last.version() + " left at " + last.at().truncatedTo(ChronoUnit.SECONDS)
                            + (last.text().isEmpty() ? "" : "; problems: " + last.text());
                };
        sentences.add(id + " is not loaded: " + story);
    }

    private void owner(Entry entry, List<String> sentences) {
        Seen seen = look(entry);
        String since = " since " + seen.since().truncatedTo(ChronoUnit.SECONDS);
        switch (seen.state()) {
            case LIVE -> live(entry, since, sentences);
            case GOING -> sentences.add(entry + " is going" + since + ": "
                    + (seen.adrift() ? adrift(entry)
                            : seen.failing() ? "its load failed and is being undone" : "it is being unloaded")
                    + "; " + Whereabouts.of(entry));
            default -> sentences.add(entry + " is being loaded" + since + waits(seen)
                    + (entry.loader == null ? "" : "; " + Whereabouts.of(entry)));
        }
    }

    private static String adrift(Entry entry) {
        return entry.drainedInVain ? "a drain gave up waiting for its calls; drain it again, or force it"
                : "an unload of it failed; unload it again";
    }

    private static String waits(Seen seen) {
        return seen.awaited().isEmpty() ? "" : ", and waits for " + String.join(", ", seen.awaited());
    }

    private void live(Entry entry, String since, List<String> sentences) {
        List<String> obstacles = new ArrayList<>();
        Dependents users = writer.hold(() -> Dependents.among(entry.usedBy));
        users.clauses().forEach(clause ->
                obstacles.add(clause.endsWith(" first") ? clause + ", or all together" : clause));
        if (entry.descriptor.permanent()) {
            obstacles.add("it says of itself that it cannot be unloaded (@Permanent); force it if you must");
        }
        int references = entry.reference.references() - users.count();
        if (references > 0) {
            obstacles.add(references + (references == 1 ? " reference is" : " references are") + " held; they are closed by"
                    + " whoever got them, or the plugin is forced");
        }
        int calls = entry.reference.calls();
        if (calls > 0) {
            obstacles.add(Whereabouts.of(entry) + "; wait, or drain");
        }
        List<PluginException.Holder> holders = Whereabouts.holders(entry);
        if (!holders.isEmpty()) {
            obstacles.add("held by " + Whereabouts.named(holders));
        }
        sentences.add(entry + " is live" + since + (obstacles.isEmpty() ? " and could be unloaded now" : ""));
        obstacles.forEach(obstacle -> sentences.add("cannot be unloaded now: " + obstacle));
    }

    private static String quarantine(Entry entry) {
        int references = entry.reference.references();
        List<String> reasons = new ArrayList<>();
        if (references > 0) {
            reasons.add(references + (references == 1 ? " reference" : " references") + " to it "
                    + (references == 1 ? "is" : "are") + " held");
        }
        reasons.add(Whereabouts.of(entry));
        if (entry.context != null && entry.context.hasThreads()) {
            reasons.add("threads of it run: " + entry.context.threads().whereabouts());
        }
        return ": " + String.join("; ", reasons) + "; it goes by itself when that has ended";
    }
}
