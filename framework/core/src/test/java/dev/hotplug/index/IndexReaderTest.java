package dev.hotplug.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.index.UnusableEntryException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class IndexReaderTest {

    private static final byte[] FILE = IndexWriter.entry(Entries.full(), Entries.FRAMEWORK);
    private static final int CHECKSUM = Integer.BYTES;

    @Test
    void entry_ofWhatWasWritten_isEqual() throws Exception {
        assertThat(decode(FILE)).isEqualTo(Entries.full());
        IndexEntry small = Entries.small(Entries.DIGEST);
        assertThat(decode(IndexWriter.entry(small, Entries.FRAMEWORK))).isEqualTo(small);
    }

    @Test
    void write_ofEqualEntries_givesEqualBytes() {
        assertThat(IndexWriter.entry(Entries.full(), Entries.FRAMEWORK)).isEqualTo(FILE);
    }

    @Test
    void entry_truncatedAnywhere_isDamaged() {
        for (int length = 0; length < FILE.length; length++) {
            assertDamaged(Arrays.copyOf(FILE, length));
        }
    }

    @Test
    void entry_withOneBitFlippedAnywhere_isUnusable() {
        for (int bit = 0; bit < FILE.length * 8; bit++) {
            byte[] flipped = FILE.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> decode(flipped)).isInstanceOf(UnusableEntryException.class);
        }
    }

    @Test
    void entry_withTrailingBytes_isDamaged() {
        assertDamaged(Arrays.copyOf(FILE, FILE.length + 1));
    }

    /** A checksum that is right keeps nobody from writing nonsense before it. */
    @Test
    void entry_ofGarbageWithARightChecksum_throwsNothingElseAndTakesNoMemory() throws IOException {
        Random random = new Random(4711);
        for (int round = 0; round < 20_000; round++) {
            byte[] garbage = FILE.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                garbage[random.nextInt(FILE.length - CHECKSUM)] = (byte) random.nextInt();
            }
            try {
                decode(signed(garbage, FILE.length - CHECKSUM));
            } catch (UnusableEntryException expected) {
                assertThat(expected).hasMessageNotContaining("OutOfMemory");
            }
        }
    }

    @Test
    void entry_truncatedAnywhereWithARightChecksum_isDamaged() {
        for (int length = 8; length < FILE.length - CHECKSUM; length++) {
            assertDamaged(signed(Arrays.copyOf(FILE, length + CHECKSUM), length));
        }
    }

    @Test
    void entry_ofAnotherFrameworkFormatOrContent_isForeign() {
        byte[] newer = FILE.clone();
        newer[7]++;
        assertForeign(newer, Entries.FRAMEWORK, Entries.DIGEST, "format " + (IndexWriter.VERSION + 1));
        assertForeign(FILE, "2.0", Entries.DIGEST, "framework 1.0, expected 2.0");
        assertForeign(FILE, Entries.FRAMEWORK, Entries.OTHER_DIGEST, "expected " + Entries.OTHER_DIGEST);
    }

    @Test
    void with_manyVerdicts_keepsTheLatestOfEachKey() {
        IndexEntry entry = Entries.small(Entries.DIGEST);
        for (String key : "a b c a d e".split(" ")) {
            entry = entry.with(Entries.verdict(key));
        }
        assertThat(entry.verdicts()).extracting(LinkVerdict::key).containsExactly("e", "d", "a", "c");
        assertThat(entry.verdict("a")).contains(Entries.verdict("a"));
        assertThat(entry.verdict("b")).isEmpty();
    }

    /** Hosts that are started in other ways, and share the directory, do not take turns at replacing each other's. */
    @Test
    void with_verdictsOfJvmsThatWereStartedOtherwise_keepsBothAndGivesTheOneThatHolds() {
        LinkVerdict here = opened(Environment.opened());
        LinkVerdict elsewhere = opened("of another JVM");
        IndexEntry entry = Entries.small(Entries.DIGEST).with(here).with(elsewhere).with(elsewhere);

        assertThat(entry.verdicts()).containsExactly(elsewhere, here);
        assertThat(entry.verdict("k")).contains(here);
        assertThat(Entries.small(Entries.DIGEST).with(elsewhere).verdict("k")).isEmpty();
    }

    @Test
    void places_ofGarbageWithARightChecksum_throwsNothingElse() throws IOException {
        byte[] file = IndexWriter.places(Map.of("a/", List.of("file:/x.jar"), "b", List.of()), Entries.FRAMEWORK, "key");
        assertThat(IndexReader.places(file, Entries.FRAMEWORK, "key")).containsOnlyKeys("a/", "b");
        Random random = new Random(17);
        for (int round = 0; round < 20_000; round++) {
            byte[] garbage = file.clone();
            garbage[random.nextInt(file.length - CHECKSUM)] = (byte) random.nextInt();
            try {
                IndexReader.places(signed(garbage, file.length - CHECKSUM), Entries.FRAMEWORK, "key");
            } catch (UnusableEntryException expected) {
                assertThat(expected).hasMessageNotContaining("OutOfMemory");
            }
        }
    }

    private static LinkVerdict opened(String text) {
        LinkVerdict any = Entries.verdict("k");
        return new LinkVerdict(any.key(), any.imports(), any.exported(), any.digests(), any.findings(), text);
    }

    private static IndexEntry decode(byte[] file) throws IOException {
        return IndexReader.entry(file, Entries.FRAMEWORK, Entries.DIGEST);
    }

    private static byte[] signed(byte[] file, int length) {
        CRC32 crc = new CRC32();
        crc.update(file, 0, length);
        ByteBuffer.wrap(file).putInt(length, (int) crc.getValue());
        return file;
    }

    private static void assertDamaged(byte[] file) {
        UnusableEntryException unusable = catchThrowableOfType(UnusableEntryException.class, () -> decode(file));
        assertThat(unusable).as("%s bytes", file.length).isNotNull();
        assertThat(unusable.kind()).isEqualTo(Kind.DAMAGED);
    }

    private static void assertForeign(byte[] file, String framework, String digest, String message) {
        UnusableEntryException unusable = catchThrowableOfType(UnusableEntryException.class,
                () -> IndexReader.entry(file, framework, digest));
        assertThat(unusable.kind()).isEqualTo(Kind.FOREIGN);
        assertThat(unusable).hasMessageContaining(message);
    }
}
