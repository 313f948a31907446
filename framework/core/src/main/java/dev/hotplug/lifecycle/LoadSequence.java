package dev.hotplug.lifecycle;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import dev.hotplug.loader.PluginClassLoader;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkReport;
import dev.hotplug.rcu.StackRoom;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.slf4j.event.Level;

/**
 * Brings a plugin up, step by step; the order, and why it is so, is in {@linkplain dev.hotplug.lifecycle the package
 * page}. A step that throws has undone its own part; everything before it is undone by the {@link UndoStack}.
 *
 * <p>One instance serves a host; each call works on its own {@link LoadAttempt}.
 */
final class LoadSequence {

    /** The sequence's name, for {@link Step.Probe}. */
    static final String NAME = "load";

    private static final LoadStep[] STEPS = LoadStep.values();

    private final Lifecycle lifecycle;
    private final Registry registry;
    private final Callers callers;
    private final InFlight inFlight;

    LoadSequence(Lifecycle lifecycle, Callers callers, InFlight inFlight) {
        this.lifecycle = lifecycle;
        this.registry = lifecycle.registry();
        this.callers = callers;
        this.inFlight = inFlight;
    }

    /** The steps' names, in order. */
    static List<String> steps() {
        return Arrays.stream(LoadStep.values()).map(LoadStep::label).toList();
    }

    /**
     * Loads.
     *
     * @return its row as it went live
     * @throws PluginException for whatever reason; nothing is left behind then
     */
    PluginInfo run(LoadAttempt attempt) {
        long begun = System.nanoTime();
        StackRoom.reserve(FreshStack.FRAMES);
        Set<LoadAttempt> before = callers.begin(Set.of(attempt));
        try {
            try {
                perform(attempt);
            } catch (Throwable t) {
                throw failed(attempt, t);
            }
            attempt.undo.clear();
            // Listeners of plugins are among them, which would stay as long as this one.
            attempt.told.clear();
            inFlight.end(attempt, LoadAttempt.Outcome.LIVE);
        } finally {
            callers.end(before);
        }
        Entry entry = attempt.entry;
        entry.loadNanos = System.nanoTime() - begun;
        if (HostLog.isHeard()) {
            HostLog.get().info("{} is live", entry);
        }
        lifecycle.announcer().deliver(entry);
        return attempt.live;
    }

    /*
     * A switch, and undoing through one class: as lambdas, the steps and their reversals were 30 classes that each JVM
     * spun anew, a third of the time of its first load.
     */
    private void perform(LoadAttempt attempt) throws Exception {
        Step.Probe probe = lifecycle.settings().probe().orElse(null);
        for (LoadStep step : STEPS) {
            attempt.step = step;
            if (probe != null) {
                probe.before(NAME, step.label());
            }
            switch (step) {
                case READ_IMAGE -> readImage(attempt);
                case MERGE -> merge(attempt);
                case DESCRIBE -> describe(attempt);
                case REGISTER -> register(attempt);
                case GRANT -> grant(attempt);
                case LINK -> link(attempt);
                case STAGE_IMAGE -> stageImage(attempt);
                case MAKE_CLASS_LOADER -> makeClassLoader(attempt);
                case FORM -> form(attempt);
                case ANNOUNCE -> announce(attempt);
                case CONSTRUCT -> construct(attempt);
                case START -> start(attempt);
                case PUBLISH -> publish(attempt);
            }
        }
    }

    private PluginException fail(LoadAttempt attempt, Throwable t) {
        PluginException failure = t instanceof PluginException refused
                ? refused : Refusal.internal(attempt.id(), attempt.label(), NAME, attempt.step.label(), t);
        try {
            undo(attempt, failure);
        } finally {
            // Others wait for this load, or for its id.
            inFlight.end(attempt, new LoadAttempt.Outcome(Optional.of(failure)));
        }
        lifecycle.tidy();
        return failure;
    }

    /** Where the load itself had stack enough, undoing it may not, whatever the load failed for. */
    private PluginException failed(LoadAttempt attempt, Throwable t) {
        if (!(t instanceof StackOverflowError) && StackRoom.isLeft(Teardown.FRAMES)) {
            return fail(attempt, t);
        }
        Failing failing = new Failing(attempt, t);
        FreshStack.run(failing);
        if (failing.failure != null) {
            return failing.failure;
        }
        // It could not even be undone, which that thread has said.
        if (t instanceof Error fatal) {
            throw fatal;
        }
        return t instanceof PluginException refused ? refused
                : Refusal.internal(attempt.id(), attempt.label(), NAME, attempt.step.label(), t);
    }

    /** Not a lambda, which takes more stack to make than a class to load. */
    private final class Failing implements Runnable {

        private final LoadAttempt attempt;
        private final Throwable thrown;
        /** The plugin's code that is run to undo stands for them wherever it runs. */
        private final Set<LoadAttempt> underWay = callers.inherited();
        private PluginException failure;

        Failing(LoadAttempt attempt, Throwable thrown) {
            this.attempt = attempt;
            this.thrown = thrown;
        }

        @Override
        public void run() {
            Set<LoadAttempt> before = callers.begin(underWay);
            try {
                failure = fail(attempt, thrown);
            } finally {
                callers.end(before);
            }
        }
    }

    /** Undoes one step of one load. */
    private final class Reversal implements UndoStack.Action {

        private final LoadStep step;
        private final LoadAttempt attempt;

        Reversal(LoadStep step, LoadAttempt attempt) {
            this.step = step;
            this.attempt = attempt;
        }

        @Override
        public void run() throws Exception {
            Entry entry = attempt.entry;
            switch (step) {
                case GRANT -> entry.grant.giveBack();
                case LINK -> registry.dropUses(entry);
                case STAGE_IMAGE -> lifecycle.teardown().closeLoader(entry);
                case FORM -> {
                    // Or what a stray thread of its own exports just now would keep its name taken.
                    entry.exports.seal();
                    registry.unlink(entry);
                }
                case ANNOUNCE -> lifecycle.announcer().notComing(entry, registry.row(entry).info(), attempt.told);
                case CONSTRUCT -> {
                    List<String> problems = Problems.list();
                    lifecycle.teardown().closeResources(entry, problems);
                    Problems.log(entry, "after its load failed", problems);
                }
                case START -> {
                    List<String> problems = Problems.list();
                    lifecycle.teardown().stop(entry, problems);
                    Problems.log(entry, "after its load failed", problems);
                }
                default -> throw new IllegalStateException(step + " has nothing to undo");
            }
        }
    }

    private void record(LoadAttempt attempt, PluginException failure) {
        if (failure.reason() == Reason.ALREADY_LOADED && attempt.image != null) {
            long spent = registry.liveWithContent(attempt.image.fingerprint()).map(live -> live.loadNanos).orElse(0L);
            lifecycle.journal().duplicate(attempt.image.stagedSize(), spent);
        } else {
            lifecycle.journal().failed(attempt, failure);
        }
    }

    private void undo(LoadAttempt attempt, PluginException failure) {
        Entry entry = attempt.entry;
        attempt.live = null;
        try {
            if (entry != null) {
                registry.fail(entry);
            }
        } catch (Throwable half) {
            UndoStack.note(failure, half);
        }
        List<UndoStack.Action> rest = attempt.undo.unwind(failure, () -> entry == null || entry.isQuiet());
        try {
            // What is put off may be done by another thread at once, which tells of it.
            record(attempt, failure);
            if (!rest.isEmpty()) {
                lifecycle.teardown().quarantine(entry, rest);
            }
        } finally {
            // Last, as in an unload: whoever waits for the id, a close too, then finds what stayed where it is kept.
            if (entry != null) {
                registry.unregister(entry);
            }
        }
    }

    private void readImage(LoadAttempt attempt) {
        registry.requireOpen(attempt.label());
        if (attempt.image == null) {
            attempt.image = lifecycle.images().read(attempt.source);
            // What a batch knows is of a file that may have been replaced.
            attempt.described = null;
        }
    }

    private void merge(LoadAttempt attempt) {
        Optional<Entry> same = registry.liveWithContent(attempt.image.fingerprint());
        if (same.isPresent()) {
            attempt.descriptor = same.get().descriptor;
            throw Refusal.alreadyLoaded(attempt, same.get());
        }
        inFlight.lead(attempt, callers);
    }

    private void describe(LoadAttempt attempt) {
        if (attempt.described == null) {
            attempt.described = lifecycle.examination().examine(attempt.image);
        }
        attempt.descriptor = attempt.described.descriptor();
    }

    private void register(LoadAttempt attempt) {
        // Undone after all that the undo stack holds.
        attempt.entry = registry.register(attempt, callers);
    }

    private void grant(LoadAttempt attempt) {
        Entry entry = attempt.entry;
        entry.grant = lifecycle.arena().grant(entry.descriptor, attempt.image.stagedSize());
        attempt.undo.pushForWhenQuiet(new Reversal(LoadStep.GRANT, attempt));
    }

    private void link(LoadAttempt attempt) {
        Entry entry = attempt.entry;
        attempt.undo.pushForWhenQuiet(new Reversal(LoadStep.LINK, attempt));
        registry.takeUses(entry, callers);
        Map<Long, String> providers = new HashMap<>();
        List<Linkable> required = new ArrayList<>();
        for (Entry provider : entry.uses) {
            providers.put(provider.loadNumber, provider.id());
            required.add(provider.linkable());
        }
        entry.providers = Map.copyOf(providers);
        LinkReport report = lifecycle.examination().link(attempt.described, attempt.image, required);
        List<LinkFinding> tolerated = report.findings().isEmpty() ? List.of() : judge(attempt, report);
        entry.plan = report.plan();
        entry.api = lifecycle.examination().usesDigests() ? Linkable.api(entry.descriptor, entry.plan, required) : "";
        for (LinkFinding finding : tolerated) {
            log(entry, finding);
        }
    }

    /** What does not refuse the plugin; throws if anything does. */
    private List<LinkFinding> judge(LoadAttempt attempt, LinkReport report) {
        Severity refused = attempt.refusedFrom.orElse(lifecycle.settings().refusedFrom());
        report.require(attempt.id(), refused);
        return report.below(refused);
    }

    /** Libraries are full of what is never reached; what was compiled against another API concerns this very plugin. */
    private static void log(Entry entry, LinkFinding finding) {
        Level level = finding.kind() == LinkFinding.Kind.OTHER_API ? Level.WARN : Level.INFO;
        HostLog.get().atLevel(level).log("{}: {}", entry, finding.sentence());
    }

    private void stageImage(LoadAttempt attempt) {
        Entry entry = attempt.entry;
        try {
            entry.staged = attempt.image.stage(lifecycle.staging());
        } catch (IOException e) {
            throw new PluginException(Reason.INTERNAL_ERROR, entry.id(), entry.label() + ": cannot be copied to "
                    + lifecycle.stagingDirectory() + ": " + Refusal.describe(e)
                    + "; make room there or choose another work directory", e);
        }
        entry.archive = new GuardedArchive(entry.staged, lifecycle.rcu());
        attempt.undo.pushForWhenQuiet(new Reversal(LoadStep.STAGE_IMAGE, attempt));
        // From here on the plugin lives from the staged copy.
        attempt.image = null;
        attempt.described = null;
    }

    private void makeClassLoader(LoadAttempt attempt) throws MalformedURLException {
        Entry entry = attempt.entry;
        Map<Long, ClassLoader> byNumber = new HashMap<>();
        for (Entry provider : entry.uses) {
            byNumber.put(provider.loadNumber, provider.loader);
        }
        Map<String, ClassLoader> imports = new HashMap<>();
        for (Map.Entry<String, Long> one : entry.plan.imports().entrySet()) {
            imports.put(one.getKey(), byNumber.get(one.getValue()));
        }
        URL source = location(attempt.file.toAbsolutePath());
        entry.loader = new PluginClassLoader(entry.id() + "#" + entry.loadNumber, entry.label(), entry.archive,
                lifecycle.hostClasses(), imports, source,
                lifecycle.stagingDirectory().resolve(entry.id() + "-" + entry.loadNumber));
        entry.exports = Exports.resolve(entry);
    }

    /** What {@code file.toUri().toURL()} gives, which asks the file system again and parses what it has put together. */
    private static URL location(Path file) throws MalformedURLException {
        String path = file.toString();
        boolean plain = file.getFileSystem() == FileSystems.getDefault() && path.startsWith("/");
        for (int i = 0; plain && i < path.length(); i++) {
            char c = path.charAt(i);
            plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '-' && c <= '9' || c == '_';
        }
        return plain ? new URL("file", "", path) : file.toUri().toURL();
    }

    private void form(LoadAttempt attempt) {
        Entry entry = attempt.entry;
        attempt.undo.push(new Reversal(LoadStep.FORM, attempt));
        registry.form(entry, entry.exports.declaredKeys());
    }

    private void announce(LoadAttempt attempt) {
        Entry entry = attempt.entry;
        attempt.undo.push(new Reversal(LoadStep.ANNOUNCE, attempt));
        lifecycle.announcer().coming(entry, registry.row(entry).info(), attempt.told);
    }

    private void construct(LoadAttempt attempt) throws InterruptedException {
        Entry entry = attempt.entry;
        entry.context = new LoadContext(entry, lifecycle, callers);
        attempt.undo.push(new Reversal(LoadStep.CONSTRUCT, attempt));
        Optional<Duration> limit = limitOf(attempt);
        if (limit.isPresent()) {
            attempt.startDeadline = System.nanoTime() + limit.get().toNanos();
        }
        runCode(attempt, new Coming(attempt, LoadStep.CONSTRUCT));
    }

    /** What runs of the plugin's own code while it comes up. */
    private static final class Coming implements PluginCode.Block {

        private final LoadAttempt attempt;
        private final LoadStep step;
        /** Made here, since what it tells of the plugin's own exception is the plugin's code too, and has its limit. */
        private PluginException failure;

        Coming(LoadAttempt attempt, LoadStep step) {
            this.attempt = attempt;
            this.step = step;
        }

        @Override
        public void run() {
            try {
                bringUp();
            } catch (Throwable thrown) {
                failure = Refusal.startFailed(attempt.entry, step.label(), thrown);
                throw failure;
            }
        }

        private void bringUp() throws Exception {
            Entry entry = attempt.entry;
            if (step == LoadStep.START) {
                entry.instance.start(entry.context);
                return;
            }
            Class<?> entryClass = Class.forName(entry.descriptor.entryClass(), true, entry.loader);
            if (!Plugin.class.isAssignableFrom(entryClass)) {
                throw new PluginException(Reason.BAD_DESCRIPTOR, entry.id(), entry.label() + ": its entry class "
                        + entryClass.getName() + " does not implement " + Plugin.class.getName(), null);
            }
            Plugin instance = (Plugin) instantiate(entryClass);
            if (mayHaveParameters(entryClass, attempt)) {
                entry.bind(instance).set(attempt.parameters);
            }
            for (Exports.Declared declared : entry.exports.declared()) {
                Class<?> exported = declared.implementation();
                entry.exports.add(declared, exported == entryClass ? instance : instantiate(exported));
            }
            entry.instance = instance;
        }

        /** Looking for them has the JVM load whatever types the members of the entry class are of. */
        private static boolean mayHaveParameters(Class<?> entryClass, LoadAttempt attempt) {
            return !attempt.parameters.isEmpty() || !attempt.descriptor.parameters().isEmpty()
                    || entryClass.getSuperclass() != Object.class;
        }
    }

    private void start(LoadAttempt attempt) throws InterruptedException {
        Entry entry = attempt.entry;
        runCode(attempt, new Coming(attempt, LoadStep.START));
        entry.started = true;
        attempt.undo.push(new Reversal(LoadStep.START, attempt));
    }

    private void publish(LoadAttempt attempt) {
        attempt.entry.exports.seal();
        attempt.live = registry.goLive(attempt.entry, lifecycle.journal(), lifecycle.announcer());
        // What it reads from now on it reads from the file.
        attempt.entry.staged.forgetBytes();
    }

    private void runCode(LoadAttempt attempt, Coming code) throws InterruptedException {
        Entry entry = attempt.entry;
        String what = code.step.label();
        Optional<Duration> limit = limitOf(attempt);
        Optional<Duration> left = limit.isEmpty() ? limit
                : Optional.of(Duration.ofNanos(Math.max(0, attempt.startDeadline - System.nanoTime())));
        try {
            Throwable thrown = lifecycle.code().run(entry, Set.of(attempt), what, left, code);
            if (thrown != null) {
                PluginException failure = code.failure != null ? code.failure
                        : Refusal.startFailed(entry, what, thrown);
                // With a limit it was the plugin's own thread that was interrupted, if any was.
                if (limit.isEmpty() && failure.getCause() instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                throw failure;
            }
        } catch (TimeoutException e) {
            throw new PluginException(Reason.START_TIMEOUT, entry.id(), entry.label() + ": did not come up within "
                    + limit.orElseThrow().toMillis() + " ms and was interrupted; it was in " + e.getMessage(), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException(Reason.INTERRUPTED, entry.id(), entry.label()
                    + ": interrupted while it was starting, and its own thread as well; as long as that runs all the"
                    + " same, the plugin is kept in quarantine as #" + entry.loadNumber + ", and a diagnosis of "
                    + entry.id() + " says where it is", e);
        }
    }

    private static Object instantiate(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private Optional<Duration> limitOf(LoadAttempt attempt) {
        return attempt.startLimit.isPresent() ? attempt.startLimit : lifecycle.settings().startLimit();
    }
}
