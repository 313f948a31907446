package dev.hotplug.samples.clock;

import dev.hotplug.samples.clock.api.Ticks;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/** Counts and logs. Run by one thread at a time, read by any. */
final class Ticker implements Runnable, Ticks {

    private record Tick(long number, Instant at) {
    }

    private final Clock clock;
    private final Consumer<String> log;
    private volatile Tick latest = new Tick(0, null);

    Ticker(Clock clock, Consumer<String> log) {
        this.clock = clock;
        this.log = log;
    }

    @Override
    public void run() {
        Tick tick = new Tick(latest.number() + 1, clock.instant());
        latest = tick;
        log.accept("tick " + tick.number() + " at " + tick.at().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public long count() {
        return latest.number();
    }

    @Override
    public Optional<Instant> last() {
        return Optional.ofNullable(latest.at());
    }
}
