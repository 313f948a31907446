package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.api.Taint;
import dev.hotplug.rcu.StackRoom;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes a plugin down, step by step; the order, and why it is so, is in {@linkplain dev.hotplug.lifecycle the package
 * page}. The first two steps may refuse, and nobody notices. After them there is no way back: whatever goes wrong is
 * reported, and the sequence goes on.
 */
final class UnloadSequence {

    /** The sequence's name, for {@link Step.Probe}. */
    static final String NAME = "unload";

    /** One unload on its way. */
    static final class Attempt {

        final Entry entry;
        final Unloading how;
        /** Whether the host itself is closing, which unloads permanent plugins too. */
        final boolean closing;
        final List<String> problems = Problems.list();
        PluginInfo going;
        boolean claimed;
        boolean resourcesPending;
        boolean complete = true;

        Attempt(Entry entry, Unloading how, boolean closing) {
            this.entry = entry;
            this.how = how;
            this.closing = closing;
        }
    }

    private final Lifecycle lifecycle;
    private final Registry registry;
    private final Callers callers;
    private final Teardown teardown;
    private final List<Step<Attempt>> refusable;
    private final List<Step<Attempt>> irrevocable;

    UnloadSequence(Lifecycle lifecycle, Callers callers, Teardown teardown) {
        this.lifecycle = lifecycle;
        this.registry = lifecycle.registry();
        this.callers = callers;
        this.teardown = teardown;
        this.refusable = List.of(
                new Step<>("claim", this::claim),
                new Step<>("release", this::release));
        this.irrevocable = List.of(
                new Step<>("stop", attempt -> teardown.stop(attempt.entry, attempt.problems)),
                new Step<>("close resources", this::closeResources),
                new Step<>("announce", attempt -> lifecycle.announcer().going(attempt.entry, attempt.going)),
                new Step<>("unlink", attempt -> registry.unlink(attempt.entry)),
                new Step<>("dismantle", this::dismantle),
                new Step<>("free id", this::freeId));
    }

    /** The steps' names, in order. */
    List<String> steps() {
        return Stream.concat(refusable.stream(), irrevocable.stream()).map(Step::name).toList();
    }

    private void probe(Step<Attempt> step) {
        lifecycle.settings().probe().ifPresent(probe -> probe.before(NAME, step.name()));
    }

    /**
     * Unloads.
     *
     * @throws PluginException if it is refused; nothing was changed then, except by a drain that gives up, or if it
     *     says that it failed when the plugin's users were turned away
     * @throws Obstacle likewise, if it takes some time to say what stands in the way
     * @throws StackOverflowError if too little of the stack is left; nothing was changed then
     */
    void run(Attempt attempt) {
        Entry entry = attempt.entry;
        // What is begun at the end of the stack would stay half done, and nobody could go on from there.
        StackRoom.reserve(Teardown.FRAMES);
        if (callers.workFor(entry)) {
            throw Refusal.cannotUnload(Reason.SELF_UNLOAD, entry, "code of it is on the stack of this thread (\""
                    + Thread.currentThread().getName() + "\"), which would wait for itself; unload it from elsewhere");
        }
        for (Step<Attempt> step : refusable) {
            try {
                probe(step);
                step.action().run(attempt);
            } catch (Throwable t) {
                boolean stranded = attempt.claimed && registry.disclaim(entry);
                if (t instanceof Obstacle obstacle) {
                    throw obstacle;
                }
                throw t instanceof PluginException refused ? refused
                        : stranded ? Refusal.unfinished(entry, NAME, step.name(), t)
                        : Refusal.internal(entry.id(), entry.label(), NAME, step.name(), t);
            }
        }
        // Not even an iterator, for which there may be no memory: nobody could go on from there.
        for (int i = 0; i < irrevocable.size(); i++) {
            Step<Attempt> step = irrevocable.get(i);
            try {
                probe(step);
            } catch (Throwable t) {
                note(attempt, step, t);
            }
            try {
                step.action().run(attempt);
            } catch (Throwable t) {
                note(attempt, step, t);
            }
        }
        lifecycle.tidy();
        Problems.logUnload(entry, attempt.problems);
        if (HostLog.isHeard()) {
            HostLog.get().info("{} is unloaded{}", entry, attempt.complete ? "" : ", but kept in quarantine");
        }
    }

    /** Whatever comes of that, the next step follows. */
    private static void note(Attempt attempt, Step<Attempt> step, Throwable failure) {
        try {
            attempt.problems.add("step \"" + step.name() + "\": " + Refusal.describe(failure));
        } catch (Throwable untold) {
            // It takes memory and stack, which may be what the step had too little of.
            return;
        }
    }

    /** Whoever waits for the id goes on at once, so what is told of this load is told before. */
    private void freeId(Attempt attempt) {
        try {
            if (attempt.complete) {
                lifecycle.journal().unloaded(attempt.entry, true, attempt.problems);
            }
        } finally {
            registry.unregister(attempt.entry);
        }
    }

    private void claim(Attempt attempt) {
        registry.claim(attempt.entry, entry -> {
            requireNoDependents(entry);
            if (entry.stranded) {
                requireWayOut(entry, attempt.how);
            } else if (entry.state != PluginState.LIVE) {
                throw Refusal.notLive(entry);
            }
            if (entry.descriptor.permanent() && !attempt.how.forced() && !attempt.closing) {
                throw Refusal.permanent(entry);
            }
        });
        attempt.claimed = true;
    }

    private void release(Attempt attempt) {
        Entry entry = attempt.entry;
        Unloading how = attempt.how;
        boolean overridden = entry.descriptor.permanent() && how.forced();
        registry.withdraw(entry, unused -> {
            requireNoDependents(entry);
            if (how.forced()) {
                entry.reference.cutOff();
            } else if (!entry.stranded && !(how.drains() ? entry.reference.tryDrain() : entry.reference.tryRelease())) {
                int references = entry.reference.references();
                int calls = entry.reference.calls();
                throw new Obstacle(Reason.IN_USE, () -> Refusal.held(entry, references, calls));
            }
        });
        attempt.going = registry.row(entry).info();
        if (how.drains() && !awaitCalls(entry, how) && !how.forced()) {
            throw Refusal.cannotUnload(Reason.DRAIN_TIMEOUT, entry, "its calls did not end within "
                    + how.draining().toMillis() + " ms: " + Whereabouts.of(entry)
                    + "; it stays GOING and takes no new call; drain it again, or force it",
                    new PluginException.Holds(entry.reference.references(), entry.reference.calls()),
                    new PluginException.Holders(Whereabouts.holders(entry)));
        }
        if (how.forced() && (overridden || !entry.reference.isReleased())) {
            registry.taint(entry, Taint.FORCED_UNLOAD);
            lifecycle.taint(Taint.FORCED_UNLOAD);
        }
    }

    /** Waits for the calls in flight; if it gives up, a later unload may go on from there. */
    private boolean awaitCalls(Entry entry, Unloading how) {
        boolean ended = false;
        try {
            ended = entry.reference.awaitReleased(how.draining().toNanos());
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.cannotUnload(Reason.INTERRUPTED, entry, "interrupted while it waited for calls in flight; the"
                    + " plugin stays GOING and takes no new call; drain it again, or force it");
        } finally {
            if (!ended) {
                registry.strand(entry);
            }
        }
    }

    /** What is held may still be called, so it stays open. */
    private void closeResources(Attempt attempt) {
        attempt.resourcesPending = !attempt.entry.reference.isReleased();
        if (!attempt.resourcesPending) {
            teardown.closeResources(attempt.entry, attempt.problems);
        }
    }

    private void dismantle(Attempt attempt) {
        Entry entry = attempt.entry;
        if (!attempt.resourcesPending && entry.isQuiet()) {
            teardown.dismantle(entry, attempt.problems);
        } else {
            attempt.complete = false;
            try {
                // Whoever releases it may do so at once, and tells of that.
                lifecycle.journal().unloaded(entry, false, attempt.problems);
            } finally {
                teardown.quarantine(entry, attempt.resourcesPending);
            }
        }
    }

    private static void requireNoDependents(Entry entry) {
        if (!entry.usedBy.isEmpty()) {
            Dependents users = Dependents.among(entry.usedBy);
            throw new Obstacle(Reason.IN_USE, () -> users.refusal(entry));
        }
    }

    /** A plugin that an unload left going can only be drained on, forced, or finished when its last call has ended. */
    private static void requireWayOut(Entry entry, Unloading how) {
        if (!how.drains() && !how.forced() && !entry.reference.isReleased()) {
            throw new Obstacle(Reason.BUSY, () -> Refusal.cannotUnload(Reason.BUSY, entry, entry.strandedBy()
                    + " left it going, and calls are still in flight: " + Whereabouts.of(entry)
                    + "; drain it again, or force it"));
        }
    }
}
