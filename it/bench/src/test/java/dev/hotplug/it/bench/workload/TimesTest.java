package dev.hotplug.it.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    private final Times times = new Times();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 33, 63, 64, 1_000, 123_456_789, 10_000_000_000_000L})
    void median_ofOneValue_isThatValueToOnePartIn32(long nanos) {
        times.add(nanos);
        assertThat(times.median()).isCloseTo(nanos, within(nanos / 32.0));
        assertThat(times.max()).isEqualTo(nanos);
    }

    @Test
    void quantile_ofAThousandValues_isTheOneAtThatRank() {
        for (int i = 1; i <= 1000; i++) {
            times.add(i * 1_000_000L);
        }
        assertThat(times.quantile(0.5)).isCloseTo(500e6, within(500e6 / 32));
        assertThat(times.quantile(0.999)).isCloseTo(999e6, within(999e6 / 32));
        assertThat(times.quantile(1)).isCloseTo(1000e6, within(1000e6 / 32));
    }

    @Test
    void addAll_ofAnother_countsBoth() {
        Times other = new Times();
        times.add(10);
        other.add(20);
        times.addAll(other);
        assertThat(times.count()).isEqualTo(2);
        assertThat(times.max()).isEqualTo(20);
    }

    @Test
    void quantile_ofNothing_isZero() {
        assertThat(times.quantile(0.99)).isZero();
    }
}
