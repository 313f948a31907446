package dev.hotplug.samples.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickerTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.5Z");

    private final List<String> log = new ArrayList<>();
    private final Ticker ticker = new Ticker(Clock.fixed(NOON, ZoneOffset.UTC), log::add);

    @Test
    void run_twice_countsAndLogsEachTick() {
        ticker.run();
        ticker.run();

        assertThat(ticker.count()).isEqualTo(2);
        assertThat(ticker.last()).contains(NOON);
        assertThat(log).containsExactly("tick 1 at 2026-01-01T12:00:00Z", "tick 2 at 2026-01-01T12:00:00Z");
    }

    @Test
    void last_beforeTheFirstTick_isEmpty() {
        assertThat(ticker.last()).isEmpty();
        assertThat(ticker.count()).isZero();
    }
}
