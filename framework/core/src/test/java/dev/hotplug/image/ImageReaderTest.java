package dev.hotplug.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.fixture.Jar;
import dev.hotplug.model.ClassFile;
import dev.hotplug.model.Limits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReaderTest {

    private static final byte[] ZEROS = new byte[3 << 20];

    @TempDir
    Path directory;

    private final ImageReader reader = new ImageReader(Limits.DEFAULT);

    private PluginException refused(byte[] bytes) {
        return refused(reader, bytes);
    }

    private PluginException refused(ImageReader by, byte[] bytes) {
        try {
            Path file = Files.write(directory.resolve("greeter.jar"), bytes);
            PluginException refusal = catchThrowableOfType(PluginException.class, () -> {
                Image image = by.read(file);
                image.requireManifests();
                image.classes().forEach(c -> { });
            });
            assertThat(refusal).as("refused").isNotNull();
            assertThat(refusal.getMessage()).startsWith("greeter.jar");
            assertThat(refusal.pluginId()).isEmpty();
            return refusal;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken("comment too long", "no directory", zip -> zip.suffix = new byte[10]),
                broken("prefix that offsets count", "7 bytes stand before", zip -> zip.prefix = new byte[7]),
                broken("prefix that offsets do not count", "should end at byte", zip -> zip.beforeEnd = new byte[7]),
                broken("archive in the comment", "should end at byte", zip -> {
                    RawZip inner = new RawZip();
                    inner.stored("n.txt", "other");
                    zip.comment = inner.bytes();
                }),
                broken("count too high", "no entry at byte", zip -> zip.count = 3),
                broken("count too low", "more than the 1 entries", zip -> zip.count = 1),
                broken("split", "split", zip -> zip.disk = 1),
                broken("offset too high", "should end at byte", zip -> zip.directoryOffset = 1_000_000),
                broken("size too high", "should end at byte", zip -> zip.directorySize = 1_000_000),
                broken("zip64 count", "zip64", zip -> zip.count = 0xFFFF),
                broken("zip64 offset", "zip64", zip -> zip.directoryOffset = 0xFFFF_FFFFL),
                broken("zip64 locator", "zip64", zip -> {
                    zip.beforeEnd = new byte[20];
                    System.arraycopy(new byte[] {'P', 'K', 6, 7}, 0, zip.beforeEnd, 0, 4);
                }),
                broken("zip64 entry", "zip64", zip -> zip.entries.get(0).size = 0xFFFF_FFFFL),
                broken("entry signature", "no entry at byte", zip -> zip.entries.get(1).signature = 7),
                broken("local signature", "no local header", zip -> zip.entries.get(1).localSignature = 7),
                broken("local offset", "no local header", zip -> zip.entries.get(1).offset = 1_000_000),
                broken("encrypted", "encrypted", zip -> zip.entries.get(0).flags = 1),
                broken("encrypted locally", "one encryption", zip -> zip.entries.get(0).localFlags = 1),
                broken("unknown method", "method 12", zip -> zip.entries.get(0).method = 12),
                broken("other name", "one name", zip -> zip.entries.get(0)
                        .localName = "b.txt".getBytes(StandardCharsets.UTF_8)),
                broken("other method", "one compression method", zip -> zip.entries.get(0).localMethod = 8),
                broken("other size", "one size", zip -> zip.entries.get(0).localSize = 2),
                broken("other CRC", "one CRC", zip -> zip.entries.get(0).localCrc = 2),
                broken("two sizes", "two sizes", zip -> zip.entries.get(0).size = 2),
                broken("data out of bounds", "beyond", zip -> {
                    RawZip.Entry entry = zip.entries.get(1);
                    entry.packedSize = 5000;
                    entry.size = 5000;
                }),
                broken("overlap", "overlaps", zip -> {
                    RawZip.Entry entry = zip.entries.get(0);
                    entry.packedSize += 5;
                    entry.size += 5;
                    entry.localPackedSize += 5;
                    entry.localSize += 5;
                }),
                broken("an entry inside another's data", "overlaps", zip -> {
                    RawZip inner = new RawZip();
                    inner.stored("n.txt", "one");
                    zip.entries.clear();
                    zip.stored("quoting", inner.bytes());
                    zip.stored("n.txt", "one").offset = 30 + "quoting".length();
                }),
                broken("an entry that the directory does not name", "38 bytes stand behind", zip ->
                        zip.entries.get(0).gap = java.util.Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 38)),
                broken("one behind the last", "38 bytes stand behind", zip ->
                        zip.entries.get(1).gap = java.util.Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 38)),
                broken("a gap where the directory has another order", "b/c.txt: 1 bytes stand behind", zip -> {
                    zip.entries.get(1).gap = new byte[1];
                    zip.directoryOrder = new int[] {1, 0};
                }),
                broken("something where there is no entry", "24 bytes stand before", zip -> {
                    zip.entries.clear();
                    zip.prefix = new byte[24];
                }),
                broken("sizes behind the data, locally only", "one place of its sizes", zip -> {
                    zip.entries.get(0).localFlags = 8;
                    zip.entries.get(0).localSize = 99;
                }),
                broken("sizes behind the data, in the directory only", "one place of its sizes",
                        zip -> zip.entries.get(0).flags = 8),
                broken("no sizes behind the data", "b/c.txt: 0 bytes stand behind", zip -> {
                    RawZip.describeBehind(zip.entries.get(1), 0x08074b50, 4);
                    zip.entries.get(1).gap = new byte[0];
                }),
                broken("other sizes behind the data", "a.txt: 16 bytes stand behind", zip -> {
                    RawZip.describeBehind(zip.entries.get(0), 0x08074b50, 4);
                    zip.entries.get(0).gap[12]++;
                }),
                broken("larger sizes behind the data", "a.txt: 20 bytes stand behind", zip -> {
                    RawZip.describeBehind(zip.entries.get(0), 0, 8);
                    zip.entries.get(0).gap[10]++;
                }),
                broken("another signature behind the data", "a.txt: 16 bytes stand behind",
                        zip -> RawZip.describeBehind(zip.entries.get(0), 0x08074b51, 4)),
                broken("twice", "a.txt is there twice", zip -> zip.stored("a.txt", "two")),
                broken("malformed name", "not UTF-8", zip -> {
                    zip.entries.get(0).name = new byte[] {'a', (byte) 0xFF};
                    zip.entries.get(0).localName = zip.entries.get(0).name;
                }),
                broken("empty name", "0 bytes", zip -> {
                    zip.entries.get(0).name = new byte[0];
                    zip.entries.get(0).localName = new byte[0];
                }));
    }

    private static Arguments broken(String what, String message, Consumer<RawZip> change) {
        return Arguments.of(what, message, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void read_unsoundArchive_isBadImage(String what, String message, Consumer<RawZip> change) {
        RawZip zip = new RawZip();
        zip.stored("a.txt", "one");
        zip.stored("b/c.txt", "two");
        change.accept(zip);
        PluginException refusal = refused(zip.bytes());
        assertThat(refusal.reason()).isEqualTo(Reason.BAD_IMAGE);
        assertThat(refusal.getMessage()).containsPattern(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 16, 20, 24})
    void read_sizesBehindTheData_areAnyOfFourForms(int length) throws IOException {
        RawZip zip = new RawZip();
        zip.deflated("a.txt", "one".getBytes(StandardCharsets.UTF_8));
        zip.deflated("b.txt", "two".getBytes(StandardCharsets.UTF_8));
        for (RawZip.Entry entry : zip.entries) {
            RawZip.describeBehind(entry, length % 8 == 0 ? 0x08074b50 : 0, length < 20 ? 4 : 8);
            assertThat(entry.gap).hasSize(length);
        }
        reader.read(Files.write(directory.resolve("x.jar"), zip.bytes()));
    }

    @Test
    void read_entriesInAnotherOrderThanTheirNamesInTheDirectory_areRead() throws IOException {
        RawZip zip = new RawZip();
        for (String name : List.of("a.txt", "b.txt", "c.txt")) {
            zip.stored(name, "text");
        }
        zip.directoryOrder = new int[] {1, 0, 2};
        reader.read(Files.write(directory.resolve("x.jar"), zip.bytes()));
        zip.directoryOrder = new int[] {0, 2, 1};
        reader.read(Files.write(directory.resolve("x.jar"), zip.bytes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../x", "a/../../x", "a/..", "a//b", "./a", "a/.", "a\\b", "C:/x",
            "a\u0000b", "a\nb", "/"})
    void read_dangerousName_isBadImage(String name) {
        RawZip zip = new RawZip();
        zip.stored(name, "x");
        PluginException refusal = refused(zip.bytes());
        assertThat(refusal.reason()).isEqualTo(Reason.BAD_IMAGE);
        assertThat(refusal.getMessage()).contains("the name ").doesNotContain("\n").doesNotContain("\u0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b/c.txt", "dir/", "..a/b..", "a...b", "xx:y", "\u00fcber/\u65e5\u672c.txt", "a b",
            "%2e%2e/x"})
    void read_harmlessName_isRead(String name) throws IOException {
        RawZip zip = new RawZip();
        zip.stored(name, "");
        reader.read(Files.write(directory.resolve("x.jar"), zip.bytes()));
    }

    @Test
    void read_notAJar_saysWhatItIs() throws IOException {
        assertThat(refused(new byte[0])).hasMessageContaining("not a JAR: it is empty");
        assertThat(refused(new byte[] {1, 2, 3})).hasMessageContaining("not a JAR");
        assertThat(refused("hello".repeat(50_000).getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("not a JAR");
        byte[] sound = new Jar().with("a", "text").bytes();
        for (int length = 1; length < sound.length; length++) {
            assertThat(refused(java.util.Arrays.copyOf(sound, length)).reason()).isEqualTo(Reason.BAD_IMAGE);
        }
        assertThat(refused(java.util.Arrays.copyOf(sound, sound.length - 1))).hasMessageContaining("truncated");
    }

    @Test
    void read_concatenatedArchives_isBadImage() {
        byte[] one = new Jar().with("a", "text").bytes();
        byte[] two = java.util.Arrays.copyOf(one, one.length * 2);
        System.arraycopy(one, 0, two, one.length, one.length);
        assertThat(refused(two)).hasMessageContaining("concatenated");
    }

    @Test
    void read_anyFlippedByte_isRefusedOrRead() throws IOException {
        // Nothing but a PluginException may come out, whatever is damaged.
        byte[] sound = new Jar().manifest("X: y").with("a/A.class", "some text some text")
                .with("lib/l.jar", new Jar().with("b/B.class", "text").bytes()).bytes();
        Path file = directory.resolve("flipped.jar");
        for (int position = 0; position < sound.length; position++) {
            for (int bit : new int[] {1, 0x80, 0xFF}) {
                byte[] bytes = sound.clone();
                bytes[position] ^= (byte) bit;
                Files.write(file, bytes);
                try {
                    reader.read(file).classes().forEach(c -> assertThat(c.bytes()).isNotEmpty());
                } catch (PluginException refusal) {
                    assertThat(refusal.reason()).isIn(Reason.BAD_IMAGE, Reason.LIMIT_EXCEEDED);
                }
            }
        }
    }

    @Test
    void read_noRegularFile_isBadImage() throws IOException, InterruptedException {
        assertThat(catchThrowableOfType(PluginException.class, () -> reader.read(directory)))
                .hasMessageContaining("a directory").extracting(PluginException::reason).isEqualTo(Reason.BAD_IMAGE);
        assertThat(catchThrowableOfType(PluginException.class, () -> reader.read(directory.resolve("no.jar"))))
                .hasMessageContaining("no.jar: cannot be read: there is no file");
        assertThat(catchThrowableOfType(PluginException.class, () -> reader.read(Path.of("/"))))
                .hasMessageContaining("a directory");
        Path pipe = directory.resolve("pipe");
        if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0) {
            assertThat(catchThrowableOfType(PluginException.class, () -> reader.read(pipe)))
                    .hasMessageContaining("not a regular file");
        }
    }

    @Test
    void read_hugeFile_isRefusedBeforeItIsRead() throws IOException {
        Path file = directory.resolve("huge.jar");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 36);
        }
        assertThat(catchThrowableOfType(PluginException.class, () -> reader.read(file)).detail(PluginException.Limit.class))
                .contains(new PluginException.Limit("bytes in one image", 1L << 36, 256L << 20));
    }

    @Test
    void read_fileLargerThanItSaid_isReadToItsEndOrLimit() {
        // A file of /proc says that it is empty, as a file does that grows while it is read.
        Path growing = Path.of("/proc/self/status");
        assumeTrue(Files.isRegularFile(growing));
        assertThat(catchThrowableOfType(PluginException.class, () -> reader.read(growing)))
                .hasMessageContaining("no ZIP directory");
        Limits ten = new Limits(10, 1, 1, 1, 1);
        assertThat(catchThrowableOfType(PluginException.class, () -> new ImageReader(ten).read(growing))
                .detail(PluginException.Limit.class)).contains(new PluginException.Limit("bytes in one image", 11, 10));
    }

    @Test
    void read_symbolicLink_isFollowed() throws IOException {
        Path jar = new Jar().with("a", "text").write(directory.resolve("a.jar"));
        Path link = Files.createSymbolicLink(directory.resolve("link.jar"), jar);
        assertThat(reader.read(link).digest()).isEqualTo(reader.read(jar).digest());
    }

    @Test
    void read_file_keepsItsBytesWhenTheFileIsReplaced() throws IOException {
        Path jar = new Jar().with("a/A.class", "first").write(directory.resolve("a.jar"));
        Image image = reader.read(jar);
        Files.write(jar, new byte[] {1});
        List<String> texts = new ArrayList<>();
        image.classes().forEach(c -> texts.add(new String(c.bytes(), StandardCharsets.UTF_8)));
        assertThat(texts).containsExactly("first");
        assertThat(image.source()).isEqualTo(jar);
        assertThat(image.digest()).hasSize(64);
    }

    @Test
    void read_tooLarge_saysWhichLimit() throws IOException {
        byte[] jar = new Jar().with("a", "1").with("b", "2").with("lib/c.jar", new Jar().with("x", "3").bytes())
                .bytes();
        Limits d = Limits.DEFAULT;
        assertLimit(new Limits(jar.length - 1, 9, 999, 9999, 9), jar, "bytes in one image", jar.length, jar.length - 1);
        assertLimit(new Limits(d.imageBytes(), 3, 999, 9999, 9), jar, "entries", 4, 3);
        assertLimit(new Limits(d.imageBytes(), 2, 999, 9999, 9), jar, "entries", 3, 2);
        byte[] zeros = new Jar().with("zeros", ZEROS).bytes();
        assertLimit(new Limits(d.imageBytes(), 9, 1000, d.inflatedBytes(), 9999), zeros, "bytes in one entry",
                ZEROS.length, 1000);
        assertLimit(new Limits(d.imageBytes(), 9, d.entryBytes(), 1 << 20, 9999), zeros, "inflated bytes in all",
                ZEROS.length, 1 << 20);
        PluginException bomb = refused(new ImageReader(d), zeros);
        assertThat(bomb.detail(PluginException.Limit.class)).hasValueSatisfying(limit -> {
            assertThat(limit.limit()).isEqualTo("inflated bytes for each deflated byte");
            assertThat(limit.wanted()).isGreaterThan(200);
        });
        byte[] nested = new Jar().with("lib/c.jar", new Jar().with("zeros", ZEROS).bytes()).bytes();
        assertThat(refused(new ImageReader(d), nested)).hasMessageContaining("greeter.jar!lib/c.jar: too large: zeros");
    }

    private void assertLimit(Limits limits, byte[] jar, String limit, long wanted, long maximum) {
        PluginException refusal = refused(new ImageReader(limits), jar);
        assertThat(refusal.reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
        assertThat(refusal.detail(PluginException.Limit.class))
                .contains(new PluginException.Limit(limit, wanted, maximum));
    }

    @Test
    void classes_liesAboutSize_areFoundWhenInflated() {
        assertThat(refused(lying(entry -> entry.size = 10))).hasMessageContaining("inflates to more than the 10 bytes");
        assertThat(refused(lying(entry -> entry.size = ZEROS.length + 1L)))
                .hasMessageContaining("expected " + (ZEROS.length + 1));
        assertThat(refused(lying(entry -> entry.crc ^= 1))).hasMessageContaining("CRC");
        assertThat(refused(lying(entry -> entry.data[5] ^= 0x55))).hasMessageContaining("a/A.class");
        assertThat(refused(lying(entry -> {
            entry.data = java.util.Arrays.copyOf(entry.data, entry.data.length + 3);
            entry.packedSize += 3;
        }))).hasMessageContaining("do not end");
    }

    private static byte[] lying(Consumer<RawZip.Entry> change) {
        byte[] content = ZEROS.clone();
        new java.util.Random(1).nextBytes(content);
        RawZip zip = new RawZip();
        RawZip.Entry entry = zip.deflated("a/A.class", content);
        change.accept(entry);
        entry.localCrc = entry.crc;
        entry.localPackedSize = entry.packedSize;
        entry.localSize = entry.size;
        return zip.bytes();
    }

    @Test
    void read_badLibrary_namesIt() {
        byte[] jar = new Jar().withStored("lib/bad.jar", new byte[] {1, 2, 3}).bytes();
        assertThat(refused(jar)).hasMessageStartingWith("greeter.jar!lib/bad.jar: not a JAR");
    }

    @Test
    void read_badManifest_isBadImage() {
        assertThat(refused(new Jar().with("META-INF/MANIFEST.MF", "no colon\n").bytes()))
                .hasMessageContaining("malformed META-INF/MANIFEST.MF");
        assertThat(refused(new Jar().manifest("Plugin-Id: a", "plugin-id: b").bytes()))
                .hasMessageContaining("given twice");
        assertThat(refused(new Jar().manifest().with("meta-inf/manifest.mf", "").bytes()))
                .hasMessageContaining("two manifests");
    }

    @Test
    void manifest_withoutLastLineFeed_keepsLastAttribute() {
        Path jar = new Jar().with("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nPlugin-Id: a")
                .write(directory.resolve("a.jar"));
        assertThat(reader.read(jar).manifest().getMainAttributes().getValue("Plugin-Id")).isEqualTo("a");
    }

    @Test
    void classes_ownThenLibraries_withoutModuleAndMetaInf() {
        byte[] stored = new Jar().with("y/Y.class", "y").bytes();
        byte[] deflated = new Jar().with("z/Z.class", "z").with("module-info.class", "m").bytes();
        Path jar = new Jar().with("lib/b.jar", deflated).withStored("lib/a.jar", stored)
                .with("lib/deep/c.jar", "no jar")
                .with("b/package-info.class", "p").with("b/B.class", "b").with("a/A.class", "a")
                        .with("module-info.class", "m")
                .with("META-INF/x/M.class", "m").write(directory.resolve("a.jar"));
        List<String> names = new ArrayList<>();
        for (ClassFile file : reader.read(jar).classes()) {
            names.add(file.library() + ":" + file.name());
        }
        assertThat(names).containsExactly(":a/A", ":b/B", ":b/package-info", "lib/a.jar:y/Y", "lib/b.jar:z/Z");
    }

    @Test
    void classes_areInflatedOneAtATime() throws IOException {
        RawZip zip = new RawZip();
        zip.stored("a/A.class", "sound");
        zip.stored("a/B.class", "damaged").crc = 1;
        zip.entries.get(1).localCrc = 1;
        Iterator<ClassFile> classes = reader.read(Files.write(directory.resolve("x.jar"), zip.bytes())).classes()
                .iterator();
        assertThat(classes.next().name()).isEqualTo("a/A");
        assertThat(catchThrowableOfType(PluginException.class, classes::next))
                .hasMessageContaining("x.jar: entry a/B.class: damaged");
    }

    @Test
    void classes_multiRelease_areThoseOfThisVersion() {
        byte[] library = new Jar().manifest("Multi-Release: true").with("l/L.class", "base")
                .with("META-INF/versions/9/l/L.class", "nine").bytes();
        Jar jar = new Jar().with("a/A.class", "base").with("META-INF/versions/9/a/A.class", "nine")
                .with("META-INF/versions/17/a/A.class", "seventeen").with("META-INF/versions/999/a/A.class", "far")
                .with("META-INF/versions/8/a/A.class", "eight").with("META-INF/versions/11/b/B.class", "only")
                .with("lib/l.jar", library);
        assertThat(texts(jar.manifest("Multi-Release: true"))).containsExactly("a/A=seventeen", "b/B=only", "l/L=nine");
        assertThat(texts(jar.manifest())).containsExactly("a/A=base", "l/L=nine");
    }

    private List<String> texts(Jar jar) {
        List<String> texts = new ArrayList<>();
        reader.read(jar.write(directory.resolve("mr.jar"))).classes()
                .forEach(c -> texts.add(c.name() + "=" + new String(c.bytes(), StandardCharsets.UTF_8)));
        return texts;
    }

    @Test
    void read_interrupted_saysSoAndKeepsTheFlag() throws InterruptedException {
        Path jar = new Jar().with("a", "text").write(directory.resolve("a.jar"));
        AtomicReference<PluginException> refusal = new AtomicReference<>();
        CountDownLatch flagged = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            refusal.set(catchThrowableOfType(PluginException.class, () -> reader.read(jar)));
            if (Thread.currentThread().isInterrupted()) {
                flagged.countDown();
            }
        });
        thread.start();
        thread.join();
        assertThat(refusal.get().reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(flagged.getCount()).isZero();
        assertThat(reader.read(jar).size()).isPositive();
    }
}
