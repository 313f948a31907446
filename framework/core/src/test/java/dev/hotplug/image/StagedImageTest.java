package dev.hotplug.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.fixture.Jar;
import dev.hotplug.model.ClassArchive.Entry;
import dev.hotplug.model.Limits;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedImageTest {

    @TempDir
    Path directory;

    private Image image(Jar jar) {
        return new ImageReader(Limits.DEFAULT).read(jar.write(directory.resolve("greeter.jar")));
    }

    private Jar jar() {
        return new Jar().manifest("X: outer").with("a.txt", "own a")
                .withStored("s.txt", "stored".getBytes(StandardCharsets.UTF_8))
                .with("lib/two.jar", new Jar().manifest("X: two").with("a.txt", "a of two").with("only2.txt", "2")
                        .bytes())
                .withStored("lib/one.jar", new Jar().manifest("X: one").with("a.txt", "a of one")
                        .withStored("only1.txt", "1".getBytes(StandardCharsets.UTF_8)).bytes())
                .with("dir/", "");
    }

    private static String text(Entry entry) throws IOException {
        return new String(entry.read(), StandardCharsets.UTF_8);
    }

    @Test
    void find_inJarAndLibraries_inOrder() throws IOException {
        Image image = image(jar());
        Path path = directory.resolve("staged");
        StagingFile file = new StagingFile(path);
        try (StagedImage staged = image.stage(file)) {
            assertThat(Files.size(path)).isEqualTo(image.stagedSize());
            assertThat(text(staged.find("a.txt"))).isEqualTo("own a");
            assertThat(text(staged.find("s.txt"))).isEqualTo("stored");
            assertThat(text(staged.find("only1.txt"))).isEqualTo("1");
            assertThat(text(staged.find("only2.txt"))).isEqualTo("2");
            assertThat(staged.find("dir/").read()).isEmpty();
            assertThat(staged.find("b.txt")).isNull();
            assertThat(staged.find("")).isNull();
            assertThat(staged.findAll("b.txt")).isEmpty();
            List<String> all = new ArrayList<>();
            for (Entry entry : staged.findAll("a.txt")) {
                all.add(entry.library() + ":" + entry.name() + ":" + text(entry));
            }
            assertThat(all).containsExactly(":a.txt:own a", "lib/one.jar:a.txt:a of one", "lib/two.jar:a.txt:a of two");
            assertThat(staged.findAll("META-INF/MANIFEST.MF")).extracting(Entry::library)
                    .containsExactly("", "lib/one.jar", "lib/two.jar");
            assertThat(text(staged.findAll("META-INF/MANIFEST.MF").get(2))).contains("X: two");
        }
    }

    @Test
    void stage_file_isForItsOwnerOnly() throws IOException {
        Path path = directory.resolve("staged");
        StagingFile file = new StagingFile(path);
        try (StagedImage staged = image(jar()).stage(file)) {
            assertThat(staged).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
        }
    }

    @Test
    void find_multiRelease_isWhatThisVersionSelects() throws IOException {
        Jar jar = new Jar().manifest("Multi-Release: true").with("a.txt", "base")
                .with("META-INF/versions/11/a.txt", "eleven");
        try (StagedImage staged = image(jar).stage(new StagingFile(directory.resolve("staged")))) {
            assertThat(text(staged.find("a.txt"))).isEqualTo("eleven");
            assertThat(text(staged.find("META-INF/versions/11/a.txt"))).isEqualTo("eleven");
        }
    }

    @Test
    void close_twice_freesTheRangeAndRefusesReads() throws IOException {
        StagingFile file = new StagingFile(directory.resolve("staged"));
        StagedImage staged = image(jar()).stage(file);
        Entry entry = staged.find("a.txt");
        staged.close();
        staged.close();
        assertThat(file.used()).isZero();
        assertThatThrownBy(entry::read).isInstanceOf(IOException.class)
                .hasMessageStartingWith("greeter.jar: cannot read a.txt")
                .hasMessageContaining("closed");
        assertThat(staged.find("a.txt")).as("the index stays").isNotNull();
    }

    @Test
    void stage_failing_leavesNothing() throws IOException {
        Image image = image(jar());
        StagingFile nowhere = new StagingFile(directory.resolve("no/such/staged"));
        assertThatThrownBy(() -> image.stage(nowhere)).isInstanceOf(IOException.class);
        Path taken = Files.writeString(directory.resolve("taken"), "mine");
        StagingFile foreign = new StagingFile(taken);
        assertThatThrownBy(() -> image.stage(foreign)).isInstanceOf(FileAlreadyExistsException.class);
        foreign.close();
        assertThat(taken).as("somebody else's file").hasContent("mine");
    }

    @Test
    void read_damagedFile_isToldByCrc() throws IOException {
        Path path = directory.resolve("staged");
        StagingFile file = new StagingFile(path);
        try (StagedImage staged = image(jar()).stage(file)) {
            Files.write(path, new byte[(int) Files.size(path)]);
            assertThat(text(staged.find("s.txt"))).as("still in memory").isEqualTo("stored");
            staged.forgetBytes();
            assertThatThrownBy(() -> staged.find("s.txt").read()).isInstanceOf(IOException.class)
                    .hasMessageStartingWith("greeter.jar: entry s.txt: damaged");
        }
    }

    @Test
    void read_interruptedThread_harmsNobody() throws IOException {
        try (StagedImage staged = image(jar()).stage(new StagingFile(directory.resolve("staged")))) {
            staged.forgetBytes();
            Thread.currentThread().interrupt();
            assertThat(text(staged.find("a.txt"))).isEqualTo("own a");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(text(staged.find("a.txt"))).isEqualTo("own a");
        }
    }

    @Test
    void read_manyThreads_readWhatTheyAskedFor() throws Exception {
        Jar jar = new Jar();
        for (int i = 0; i < 50; i++) {
            jar.with("e" + i, ("content " + i + " ").repeat(i + 1));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (StagedImage staged = image(jar).stage(new StagingFile(directory.resolve("staged")))) {
            staged.forgetBytes();
            List<Future<?>> futures = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                futures.add(threads.submit(() -> {
                    for (int i = 0; i < 2000; i++) {
                        int e = i % 50;
                        assertThat(text(staged.find("e" + e))).isEqualTo(("content " + e + " ").repeat(e + 1));
                    }
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void stage_keepsNothingOfTheImage() throws IOException {
        Image image = image(jar());
        WeakReference<byte[]> bytes = new WeakReference<>(image.bytes());
        try (StagedImage staged = image.stage(new StagingFile(directory.resolve("staged")))) {
            image = null;
            staged.forgetBytes();
            Awaitility.await().until(() -> {
                System.gc();
                return bytes.get() == null;
            });
            assertThat(text(staged.find("a.txt"))).isEqualTo("own a");
        }
    }

    @Test
    void readStageAndClose_keepNoDescriptor() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(descriptors));
        try (StagingFile file = new StagingFile(directory.resolve("staged"))) {
            for (int i = 0; i < 50; i++) {
                image(jar()).stage(file).close();
            }
            assertThat(file.used()).isZero();
        }
        try (Stream<Path> open = Files.list(descriptors)) {
            assertThat(open.filter(Files::isSymbolicLink).map(StagedImageTest::target)
                    .filter(t -> t.contains(directory.toString()))).isEmpty();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return gone.getMessage() == null ? "" : "gone";
        }
    }
}
