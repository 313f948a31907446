package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hotplug.HostLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class LimitSettingTest {

    private final LimitSetting.Converter converter = new LimitSetting.Converter();

    @Test
    void convert_numbersAndSizes_areUnderstood() {
        assertThat(converter.convert("threads=2000")).isEqualTo(new LimitSetting(Limit.THREADS, 2000));
        assertThat(converter.convert("entry-bytes=1")).isEqualTo(new LimitSetting(Limit.ENTRY_BYTES, 1));
        assertThat(converter.convert("entry-bytes=64K")).isEqualTo(new LimitSetting(Limit.ENTRY_BYTES, 64 << 10));
        assertThat(converter.convert("image-bytes=256M")).isEqualTo(new LimitSetting(Limit.IMAGE_BYTES, 256 << 20));
        assertThat(converter.convert("staged-bytes=8G")).isEqualTo(new LimitSetting(Limit.STAGED_BYTES, 8L << 30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry-bytes=", "entry-bytes=0", "entry-bytes=-1", "entry-bytes=lots", "entry-bytes=64 M",
        "entry-bytes=64T", "entry-bytes=999999999999999999G"})
    void convert_noSize_isRefusedWithAnExample(String text) {
        assertThatExceptionOfType(TypeConversionException.class).isThrownBy(() -> converter.convert(text))
                .withMessage("'" + text + "': expected a number of bytes above zero, as 65536, 64K, 256M or 2G");
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads=0", "threads=1K", "threads=2147483648", "threads=x"})
    void convert_noCount_isRefusedWithWhatIsExpected(String text) {
        assertThatExceptionOfType(TypeConversionException.class).isThrownBy(() -> converter.convert(text))
                .withMessage("'" + text + "': expected a number from 1 to 2147483647");
    }

    @Test
    void convert_unknownName_isRefusedWithThoseThereAre() {
        assertThatExceptionOfType(TypeConversionException.class).isThrownBy(() -> converter.convert("entry-byte=1"))
                .withMessage("'entry-byte' is none of image-bytes, entries, entry-bytes, inflated-bytes, ratio, "
                        + "plugins, staged-bytes, threads, threads-per-plugin (did you mean entry-bytes?)");
        assertThatExceptionOfType(TypeConversionException.class).isThrownBy(() -> converter.convert("threads"))
                .withMessage("'threads' is not NAME=NUMBER, as entry-bytes=256M");
    }

    @Test
    void limits_ofNothingSet_areThoseOfEveryHost() {
        assertThat(Limit.of(Map.of())).isEqualTo(HostLimits.defaults());
    }

    @ParameterizedTest
    @EnumSource
    void limits_ofOneSet_differInThatOnly(Limit limit) {
        HostLimits limits = Limit.of(Map.of(limit, limit.byDefault() + 1));

        assertThat(limits).isNotEqualTo(HostLimits.defaults());
        assertThat(limits.toString().replace(Long.toString(limit.byDefault() + 1), Long.toString(limit.byDefault())))
                .isEqualTo(HostLimits.defaults().toString());
    }

    @ParameterizedTest
    @EnumSource
    void description_saysTheDefault(Limit limit) {
        long number = limit.byDefault();
        String shown = !limit.isSize() ? Long.toString(number)
                : number >= 1 << 30 ? (number >> 30) + "G" : (number >> 20) + "M";

        assertThat(LimitSetting.DESCRIPTION).contains(limit.word() + " (" + shown + ")");
    }

    @Test
    void completion_offersTheNames() {
        assertThat(Main.commandLine().getSubcommands().get("run").getCommandSpec().findOption("--limit")
                .completionCandidates()).contains("entry-bytes=", "threads-per-plugin=").hasSize(Limit.values().length);
    }
}
