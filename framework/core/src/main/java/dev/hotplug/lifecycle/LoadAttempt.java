package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.image.Image;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.LinkFinding.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call of load on its way through the sequence, and a node of the {@link WaitGraph}. Filled step by step by the
 * loading thread; {@code outcome} is guarded by the {@link WriterLock}.
 */
final class LoadAttempt {

    /** How a load ended; both empty means that it went live. */
    record Outcome(Optional<PluginException> failure) {

        /** Made before it is needed, since nothing may fail once a plugin is live. */
        static final Outcome LIVE = new Outcome(Optional.empty());
    }

    /** The file as the operator knows it. */
    final Path file;
    /** Where its bytes are read from. */
    final Path source;
    final Map<String, String> parameters;
    final Optional<Duration> startLimit;
    /** The least bad finding of the linker that refuses the plugin; empty for the host's. */
    final Optional<Severity> refusedFrom;
    final UndoStack undo = new UndoStack();
    /** What the other plugins of the same batch require; for messages. */
    List<Wish> peers = List.of();
    /** How long to wait for a plugin of the same id that is being unloaded. */
    Duration waiting = Duration.ZERO;

    Image image;
    /** What it is merged by; {@code null} as long as nobody has looked. */
    InFlight.Key key;
    /** The step that it is in. */
    LoadStep step = LoadStep.READ_IMAGE;
    /** What the index knows of the image. */
    Examination.Described described;
    /** The listeners that know that it is coming. */
    final List<PluginListener> told = new ArrayList<>();
    volatile Descriptor descriptor;
    Entry entry;
    /** When the plugin's own code must be done, by {@link System#nanoTime}; set when it begins. */
    long startDeadline;
    /** The plugin's row as it went live. */
    PluginInfo live;
    Outcome outcome;

    LoadAttempt(Path file, Map<String, String> parameters, Optional<Duration> startLimit,
                Optional<Severity> refusedFrom) {
        this(file, file, parameters, startLimit, refusedFrom);
    }

    LoadAttempt(Path file, Path source, Map<String, String> parameters, Optional<Duration> startLimit,
                Optional<Severity> refusedFrom) {
        this.file = file;
        this.source = source;
        this.parameters = Map.copyOf(parameters);
        this.startLimit = startLimit;
        this.refusedFrom = refusedFrom;
    }

    /** The plugin's id; the file's name as long as it is not known. */
    String id() {
        Descriptor known = descriptor;
        return known == null ? fileName() : known.id();
    }

    /** The plugin as messages name it; the file's name as long as it is not known. */
    String label() {
        Descriptor known = descriptor;
        return known == null ? fileName() : known.label();
    }

    private String fileName() {
        return String.valueOf(file.getFileName() == null ? file : file.getFileName());
    }
}
