package dev.hotplug.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingFileTest {

    private record Range(long position, byte[] content) {
    }

    @TempDir
    Path directory;

    @Test
    void construct_makesNoFile() throws IOException {
        Path path = directory.resolve("images");
        try (StagingFile file = new StagingFile(path)) {
            assertThat(path).doesNotExist();
            assertThat(file.used()).isZero();
        }
    }

    @Test
    void close_twice_deletesTheFileAndRefusesImages() throws IOException {
        Path path = directory.resolve("images");
        StagingFile file = new StagingFile(path);
        file.write(List.of(new byte[3]));
        assertThat(path).exists();
        file.close();
        file.close();
        assertThat(path).doesNotExist();
        assertThatThrownBy(() -> file.write(List.of(new byte[3]))).isInstanceOf(IOException.class)
                .hasMessageContaining("was closed");
    }

    /** Against a model that knows what each range holds: none is given out twice, none changes, none is lost. */
    @Test
    void writeAndFree_inAnyOrder_keepRangesApart() throws IOException {
        Path path = directory.resolve("images");
        Random random = new Random(17);
        List<Range> ranges = new ArrayList<>();
        try (StagingFile file = new StagingFile(path)) {
            for (int round = 0; round < 3000; round++) {
                if (ranges.size() < 40 && random.nextBoolean()) {
                    byte[] content = new byte[random.nextInt(300)];
                    random.nextBytes(content);
                    int half = content.length / 2;
                    long position = file.write(List.of(Arrays.copyOfRange(content, 0, half),
                            Arrays.copyOfRange(content, half, content.length)));
                    ranges.add(new Range(position, content));
                } else if (!ranges.isEmpty()) {
                    Range gone = ranges.remove(random.nextInt(ranges.size()));
                    assertThat(read(file, gone.position(), gone.content().length)).isEqualTo(gone.content());
                    file.free(gone.position(), gone.content().length);
                }
                long used = ranges.stream().mapToLong(range -> range.content().length).sum();
                assertThat(file.used()).isEqualTo(used);
            }
            assertThat(Files.size(path)).as("holes are used again").isLessThan(40 * 300);
            for (Range range : ranges) {
                assertThat(read(file, range.position(), range.content().length)).isEqualTo(range.content());
                file.free(range.position(), range.content().length);
            }
            assertThat(file.used()).isZero();
        }
    }

    @Test
    void free_ofMuchAtTheEnd_shortensTheFile() throws IOException {
        Path path = directory.resolve("images");
        try (StagingFile file = new StagingFile(path)) {
            byte[] large = new byte[20 << 20];
            long kept = file.write(List.of(new byte[] {7}));
            long freed = file.write(List.of(large));
            file.free(freed, large.length);
            assertThat(path).hasSize(1);
            assertThat(read(file, kept, 1)).containsExactly(7);
        }
    }

    @Test
    void write_thatFailsHalfWay_leavesNothingOfItOnTheDisk() throws IOException {
        Path path = directory.resolve("images");
        try (StagingFile file = new StagingFile(path)) {
            long kept = file.write(List.of(new byte[] {7}));
            for (int size : new int[] {3, 20 << 20}) {
                assertThatThrownBy(() -> file.write(failingAfter(new byte[size]))).hasMessage("as if the disk were full");
                assertThat(path).hasSize(1);
            }
            assertThat(file.used()).isEqualTo(1);
            assertThat(read(file, kept, 1)).containsExactly(7);
        }
    }

    /** Parts of which the second is there to be measured, but not to be written. */
    private static List<byte[]> failingAfter(byte[] first) {
        AtomicInteger asked = new AtomicInteger();
        return new AbstractList<>() {
            @Override
            public byte[] get(int index) {
                if (index == 1 && asked.getAndIncrement() == 1) {
                    throw new UnsupportedOperationException("as if the disk were full");
                }
                return index == 0 ? first : new byte[1];
            }

            @Override
            public int size() {
                return 2;
            }
        };
    }

    private static byte[] read(StagingFile file, long position, int length) throws IOException {
        byte[] content = new byte[length];
        file.read(position, content, length);
        return content;
    }
}
