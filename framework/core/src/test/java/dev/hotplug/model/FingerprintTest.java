package dev.hotplug.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void toString_is32HexadecimalDigitsAndTheSameAgain() {
        assertThat(of("greeter", "text")).matches("[0-9a-f]{32}").isEqualTo(of("greeter", "text"));
    }

    @Test
    void add_ofTexts_tellsTheirOrderAndTheirEndsApart() {
        assertThat(List.of(of("ab", "c"), of("a", "bc"), of("abc"), of("c", "ab"), of("ab", "c", ""), of()))
                .doesNotHaveDuplicates();
    }

    /** Texts whose {@code hashCode} is the same. */
    @Test
    void add_ofTextsThatHashAlike_tellsThemApart() {
        assertThat("Aa").hasSameHashCodeAs("BB");
        assertThat(of("Aa")).isNotEqualTo(of("BB"));
    }

    @Test
    void add_ofManyNumbers_neverGivesTheSameTwice() {
        Set<String> seen = new HashSet<>();
        Fingerprint chain = new Fingerprint();
        int different = 0;
        for (long i = 1; i < 50_000; i++) {
            different += seen.add(new Fingerprint().add(i).toString()) ? 1 : 0;
            different += seen.add(new Fingerprint().add(i << 32).add(i).toString()) ? 1 : 0;
            // Zeros do not vanish.
            different += seen.add(chain.add(0).toString()) ? 1 : 0;
        }
        assertThat(different).isEqualTo(3 * 49_999);
    }

    @Test
    void add_ofBytes_seesEachBitOfTheRangeAndNothingBeside() {
        byte[] bytes = "0123456789".getBytes(StandardCharsets.US_ASCII);
        String whole = new Fingerprint().add(bytes, 2, 8).toString();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            String other = new Fingerprint().add(flipped, 2, 8).toString();
            if (bit / 8 >= 2 && bit / 8 < 8) {
                assertThat(other).isNotEqualTo(whole);
            } else {
                assertThat(other).isEqualTo(whole);
            }
        }
    }

    private static String of(String... texts) {
        Fingerprint fingerprint = new Fingerprint();
        for (String text : texts) {
            fingerprint.add(text);
        }
        return fingerprint.toString();
    }
}
