package dev.hotplug.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.fixture.Jar;
import dev.hotplug.image.ImageReader;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Limits;
import dev.hotplug.symbol.SymbolKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a plugin where its load fails on the threshold of LIVE, as it may for want of memory. */
class RegistryTest {

    private static final SymbolKey SYMBOL = new SymbolKey(Runnable.class, "acme");

    @TempDir
    private Path directory;
    private final Registry registry = new Registry(new WriterLock(Duration.ofMinutes(1)), new Quarantine(null), false);
    private Entry entry;

    @BeforeEach
    void form() {
        LoadAttempt attempt = new LoadAttempt(Path.of("acme.jar"), Map.of(), Optional.empty(), Optional.empty());
        attempt.image = new ImageReader(Limits.DEFAULT).read(new Jar().write(directory.resolve("acme.jar")));
        attempt.descriptor = new Descriptor("acme", "1.0.0", "", "acme.Main", List.of(), List.of(), List.of(),
                List.of(), List.of(), false);
        entry = registry.register(attempt, new Callers(registry));
        entry.exports = Exports.resolve(entry);
        registry.form(entry, List.of(SYMBOL));
        entry.exports.add(new Exports.Declared(SYMBOL, 0, Runnable.class), (Runnable) () -> { });
        entry.exports.seal();
    }

    private void undo() {
        registry.fail(entry);
        registry.unlink(entry);
        registry.unregister(entry);
    }

    private void assertNothingLeft() {
        assertThat(registry.liveWithContent(entry.fingerprint)).isEmpty();
        assertThat(registry.live("acme")).isEmpty();
        assertThat(registry.symbols().all()).isEmpty();
        assertThat(registry.snapshot().all()).isEmpty();
        assertThat(registry.reservedSymbols()).isZero();
    }

    @Test
    void goLive_thatFails_isUndone() {
        entry.exports = null;

        assertThatThrownBy(() -> registry.goLive(entry, new Journal(), new Announcer()))
                .isInstanceOf(NullPointerException.class);

        assertThat(registry.liveWithContent(entry.fingerprint)).as("before others can look").isEmpty();
        assertThat(entry.state).isEqualTo(PluginState.GOING);
        undo();
        assertNothingLeft();
        assertThat(entry.reference.isReleased()).isTrue();
    }

    /** Neither LIVE nor its end is seen by anybody: what another writer publishes next must not have its exports. */
    @Test
    void goLive_thatFails_andCannotBeTakenBackAtOnce_showsNothing() {
        entry.taints = HalfDoneTest.Scarce.atCopyAndNextLook();

        assertThatThrownBy(() -> registry.goLive(entry, new Journal(), new Announcer()))
                .isInstanceOf(OutOfMemoryError.class).hasMessage("injected at a look");
        registry.quarantine(entry);

        assertThat(registry.symbols().all()).as("published by another writer").isEmpty();
        assertThat(registry.liveWithContent(entry.fingerprint)).isEmpty();
        undo();
        assertNothingLeft();
        assertThat(entry.reference.isReleased()).isTrue();
    }

    /** Others call it by then. */
    @Test
    void goLive_thatCannotBeNoted_isLive() {
        assertThat(registry.goLive(entry, null, new Announcer()).state()).isEqualTo(PluginState.LIVE);

        assertThat(registry.live("acme")).contains(entry);
        assertThat(registry.symbols().all()).hasSize(1);
        assertThat(entry.reference.references()).isZero();
    }

    /** It is held before it goes, and looked at when it has gone. */
    @Test
    @Timeout(60)
    void using_whatGoesMeanwhile_saysThatItGoes() throws Exception {
        registry.goLive(entry, new Journal(), new Announcer());
        FutureTask<PluginException> refusal = new FutureTask<>(() -> catchThrowableOfType(PluginException.class,
                () -> registry.using(entry, () -> { })));

        registry.claim(entry, unused -> { });
        registry.withdraw(entry, unused -> {
            new Thread(refusal).start();
            while (entry.reference.references() == 0) {
                Thread.onSpinWait();
            }
        });

        assertThat(refusal.get().reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(refusal.get()).hasMessage("acme: not loaded; acme 1.0.0 #1 is being unloaded");
        assertThat(entry.reference.references()).isZero();
    }

    @Test
    void using_whatIsNotLiveYet_saysThatItComes() {
        PluginException refusal = catchThrowableOfType(PluginException.class, () -> registry.using(entry, () -> { }));

        assertThat(refusal.reason()).isEqualTo(Reason.BUSY);
        assertThat(refusal).hasMessage("acme 1.0.0: is just being loaded; try again when it is live");
    }

    @Test
    void fail_afterItWasSeen_takesItsSymbolsAway_andCountsWhoHoldsIt() {
        registry.goLive(entry, new Journal(), new Announcer());
        assertThat(entry.reference.tryGet()).isTrue();

        undo();

        assertNothingLeft();
        assertThat(entry.reference.references()).isOne();
        assertThat(entry.reference.tryGet()).isFalse();
        entry.reference.put();
        assertThat(entry.reference.isReleased()).isTrue();
    }
}
