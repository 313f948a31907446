package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import dev.hotplug.image.Image;
import dev.hotplug.image.ImageReader;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Limits;
import dev.hotplug.symbol.SymbolKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;

/** A registry, a table of loads under way and the lock of both, and loads of one plugin to try on them. */
final class Bench {

    /** What the plugin exports. */
    @FunctionalInterface
    public interface Service {
        String call();
    }

    static final SymbolKey SYMBOL = new SymbolKey(Service.class, "greeter");

    private static final Image IMAGE = emptyImage();
    private static final Descriptor DESCRIPTOR = new Descriptor("greeter", "1.0.0", "", "greeter.Main", List.of(),
            List.of(), List.of(), List.of(), List.of(), false);

    /** So long that whoever waits for it has been forgotten: the tests see it as a hang. */
    final WriterLock writer = new WriterLock(Duration.ofHours(1));
    /** Never asked to keep anything, so it needs no host. */
    final Registry registry = new Registry(writer, new Quarantine(null), false);
    final InFlight inFlight = new InFlight(writer);
    private final Callers callers = new Callers(registry);
    private final Journal journal = new Journal();
    private final Announcer announcer = new Announcer();

    LoadAttempt attempt() {
        LoadAttempt attempt = new LoadAttempt(Path.of("greeter.jar"), Map.of(), Optional.empty(), Optional.empty());
        attempt.image = IMAGE;
        attempt.descriptor = DESCRIPTOR;
        return attempt;
    }

    /** Makes it the one that loads its bytes, or waits for the one that does. */
    void lead(LoadAttempt attempt) {
        inFlight.lead(attempt, callers);
    }

    /** Registers, or waits for the load that has the id. */
    Entry register(LoadAttempt attempt) {
        Entry entry = registry.register(attempt, callers);
        attempt.entry = entry;
        return entry;
    }

    /** Fills an entry and makes it COMING. */
    void form(Entry entry, Service service) {
        entry.exports = Exports.resolve(entry);
        entry.providers = Map.of();
        registry.form(entry, List.of(SYMBOL));
        entry.exports.add(new Exports.Declared(SYMBOL, 0, Service.class), service);
        entry.exports.seal();
    }

    /** A plugin that is COMING. */
    Entry coming() {
        Entry entry = register(attempt());
        form(entry, () -> "answered");
        return entry;
    }

    /** A plugin that is LIVE. */
    Entry live(Service service) {
        Entry entry = register(attempt());
        form(entry, service);
        goLive(entry);
        return entry;
    }

    /** Makes a plugin that is COMING LIVE. Nobody listens. */
    PluginInfo goLive(Entry entry) {
        return registry.goLive(entry, journal, announcer);
    }

    /** What a load that fails does, at its end. */
    void fail(Entry entry) {
        registry.fail(entry);
        registry.unlink(entry);
        registry.unregister(entry);
    }

    /** One unload, up to the point from which there is no way back, and whether it came there. */
    String unload(Entry entry) {
        try {
            registry.claim(entry, claimed -> { });
        } catch (PluginException refused) {
            return refused.reason().name();
        }
        try {
            registry.withdraw(entry, withdrawn -> {
                if (!withdrawn.reference.tryRelease()) {
                    throw Refusal.held(withdrawn, withdrawn.reference.references(), withdrawn.reference.calls());
                }
            });
            return "unloaded";
        } catch (PluginException refused) {
            registry.disclaim(entry);
            return refused.reason().name();
        }
    }

    static PluginException failure(LoadAttempt attempt) {
        return new PluginException(Reason.START_FAILED, attempt.id(), attempt.label() + ": start failed", null);
    }

    /** Everything that a load or a wait may leave behind. */
    String left() {
        return writer.waiting() == 0 && inFlight.size() == 0 ? "nothing left" : "something left";
    }

    private static Image emptyImage() {
        try {
            Path file = Files.createTempFile("hotplug-stress-", ".jar");
            try {
                new JarOutputStream(Files.newOutputStream(file)).close();
                return new ImageReader(Limits.DEFAULT).read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
