package dev.hotplug.console.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Steps through time, in nanoseconds: a file settles in 10 of them, patience lasts 50. */
class SettlingTest {

    private final Settling settling = new Settling(Duration.ofNanos(10), Duration.ofNanos(50));

    @Test
    void emptyDirectory_isDueAtOnce() {
        settling.seen(Map.of(), 0);

        assertThat(settling.isDue(0)).isTrue();
        assertThat(settling.isPending()).isFalse();
    }

    @Test
    void newFile_settlesWhenItHasNotChangedForAWhile() {
        settling.seen(Map.of("a", stamp(1)), 0);
        settling.seen(Map.of("a", stamp(2)), 9);
        settling.seen(Map.of("a", stamp(2)), 18);
        assertThat(settling.isDue(18)).isFalse();
        assertThat(settling.settled(18)).isEmpty();

        settling.seen(Map.of("a", stamp(2)), 19);
        assertThat(settling.isDue(19)).isTrue();
        assertThat(settling.settled(19)).containsExactly("a");
    }

    @Test
    void burst_isDueWhenTheLastOfItHasSettled() {
        settling.seen(Map.of("a", stamp(1)), 0);
        settling.seen(Map.of("a", stamp(1), "b", stamp(1)), 9);
        assertThat(settling.isDue(12)).isFalse();

        settling.seen(Map.of("a", stamp(1), "b", stamp(1)), 19);
        assertThat(settling.isDue(19)).isTrue();
        assertThat(settling.settled(19)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void fileThatNeverRests_holdsUpTheOthersOnlyForThePatience() {
        settling.seen(Map.of("a", stamp(0), "growing", stamp(0)), 0);
        for (int time = 5; time < 50; time += 5) {
            settling.seen(Map.of("a", stamp(0), "growing", stamp(time)), time);
            assertThat(settling.isDue(time)).isFalse();
        }
        settling.seen(Map.of("a", stamp(0), "growing", stamp(50)), 50);

        assertThat(settling.isDue(50)).isTrue();
        assertThat(settling.settled(50)).containsExactly("a");
        settling.acted(50);
        assertThat(settling.isPending()).isTrue();
    }

    @Test
    void fileThatVanishes_isAChange() {
        settling.seen(Map.of("a", stamp(1)), 0);
        settling.acted(10);
        settling.seen(Map.of(), 20);

        assertThat(settling.isDue(29)).isFalse();
        assertThat(settling.isDue(30)).isTrue();
    }

    @Test
    void fileThatWasThereBefore_isSettled() {
        settling.seenBefore("a", stamp(1), 0);
        settling.seen(Map.of("a", stamp(1)), 0);

        assertThat(settling.settled(0)).containsExactly("a");
    }

    private static Stamp stamp(long size) {
        return new Stamp(Stamp.Kind.FILE, size, FileTime.fromMillis(0), "", "");
    }
}
