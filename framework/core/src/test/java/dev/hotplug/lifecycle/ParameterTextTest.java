package dev.hotplug.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParameterTextTest {

    private enum Mode { fast, FAST, Slow }

    @Test
    void everySupportedType_isConverted() {
        assertThat(ParameterText.convert(" as it is ", String.class)).isEqualTo(" as it is ");
        assertThat(ParameterText.convert("yes", boolean.class)).isEqualTo(true);
        assertThat(ParameterText.convert("OFF", Boolean.class)).isEqualTo(false);
        assertThat(ParameterText.convert("x", char.class)).isEqualTo('x');
        assertThat(ParameterText.convert("-1", byte.class)).isEqualTo((byte) -1);
        assertThat(ParameterText.convert("2", Short.class)).isEqualTo((short) 2);
        assertThat(ParameterText.convert(" 3 ", int.class)).isEqualTo(3);
        assertThat(ParameterText.convert("4", Long.class)).isEqualTo(4L);
        assertThat(ParameterText.convert("1.5", float.class)).isEqualTo(1.5f);
        assertThat(ParameterText.convert("2.5", double.class)).isEqualTo(2.5d);
        assertThat(ParameterText.convert("seconds", TimeUnit.class)).isEqualTo(TimeUnit.SECONDS);
        assertThat(ParameterText.convert("250ms", Duration.class)).isEqualTo(Duration.ofMillis(250));
        assertThat(ParameterText.convert("2m", Duration.class)).isEqualTo(Duration.ofMinutes(2));
        assertThat(ParameterText.convert("PT5S", Duration.class)).isEqualTo(Duration.ofSeconds(5));
        assertThat(ParameterText.convert("a/b", Path.class)).isEqualTo(Path.of("a/b"));
    }

    @Test
    void aTextThatDoesNotFit_saysWhatWould() {
        refused("maybe", boolean.class, "true or false");
        refused("", char.class, "one character");
        refused("300", byte.class, "a number of type byte");
        refused("1.5", Integer.class, "a number of type Integer");
        refused("soon", Duration.class, "a duration as 250ms, 5s, 2m or PT5S");
        refused("999999999999999d", Duration.class, "a duration as 250ms, 5s, 2m or PT5S");
        refused("a\0b", Path.class, "a path as this system writes it");
        refused("YEARS", TimeUnit.class, "one of NANOSECONDS, MICROSECONDS");
    }

    @Test
    void constants_thatDifferInCaseOnly_areTakenByTheirExactNameOnly() {
        assertThat(ParameterText.convert("FAST", Mode.class)).isEqualTo(Mode.FAST);
        assertThat(ParameterText.convert("fast", Mode.class)).isEqualTo(Mode.fast);
        assertThat(ParameterText.convert("SLOW", Mode.class)).isEqualTo(Mode.Slow);
        refused("Fast", Mode.class, "one of fast, FAST, exactly as written here");
    }

    @Test
    void aTypeThatNoTextFits_isNotSupported() {
        assertThat(Stream.of(String.class, int.class, Long.class, char.class, TimeUnit.class, Duration.class, Path.class))
                .allMatch(ParameterText::isSupported);
        assertThat(Stream.of(List.class, int[].class, Thread.class, BigDecimal.class, Enum.class, void.class))
                .noneMatch(ParameterText::isSupported);
    }

    private static void refused(String text, Class<?> type, String wanted) {
        assertThatThrownBy(() -> ParameterText.convert(text, type)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(wanted);
    }
}
