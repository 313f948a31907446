package dev.hotplug.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class PluginIndexTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(PluginIndex.class);

    @TempDir
    private Path folder;
    private Path directory;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        directory = folder.resolve("index");
        log.start();
        LOG.addAppender(log);
        LOG.setAdditive(false);
        LOG.setLevel(Level.WARN);
    }

    @AfterEach
    void stopListening() {
        LOG.detachAppender(log);
        LOG.setAdditive(true);
        LOG.setLevel(null);
    }

    @Test
    void find_whatWasPut_isFoundByAnotherIndexOfTheDirectory() {
        index().put(Entries.full());

        assertThat(index().find(Entries.DIGEST)).contains(Entries.full());
        assertThat(index().find(Entries.OTHER_DIGEST)).isEmpty();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void find_withoutDirectory_isEmptyAndMakesNone() {
        assertThat(index().find(Entries.DIGEST)).isEmpty();

        assertThat(directory).doesNotExist();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void put_makesFilesForTheOwnerOnly() throws IOException {
        index().put(Entries.full());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");
        assertThat(files()).singleElement().satisfies(file -> {
            assertThat(file.getFileName()).hasToString(Entries.DIGEST + ".hpx");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        });
    }

    @Test
    void find_damagedFiles_warnsOnceAndPutReplacesThem() throws IOException {
        index().put(Entries.full());
        index().put(Entries.small(Entries.OTHER_DIGEST));
        for (Path file : files()) {
            Files.write(file, new byte[] {1, 2, 3});
        }
        PluginIndex index = index();

        assertThat(index.find(Entries.DIGEST)).isEmpty();
        assertThat(index.find(Entries.OTHER_DIGEST)).isEmpty();
        assertThat(warnings()).singleElement().asString().contains(directory.toString(), Entries.DIGEST, "truncated");

        index.put(Entries.full());
        assertThat(index.find(Entries.DIGEST)).contains(Entries.full());
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void find_fileOfAnotherFramework_warnsOnceAndPutReplacesIt() {
        new PluginIndex(directory, "0.9", 10, folder).put(Entries.full());

        assertThat(index().find(Entries.DIGEST)).isEmpty();
        assertThat(warnings()).singleElement().asString().contains("framework 0.9, expected 1.0");
        index().put(Entries.full());
        assertThat(index().find(Entries.DIGEST)).contains(Entries.full());
    }

    @Test
    void find_fileOfAnotherContent_isIgnored() throws IOException {
        index().put(Entries.full());
        Files.move(files().get(0), directory.resolve(Entries.OTHER_DIGEST + ".hpx"));

        assertThat(index().find(Entries.OTHER_DIGEST)).isEmpty();
        assertThat(warnings()).singleElement().asString().contains("content " + Entries.DIGEST);
    }

    /** Only root can give a directory away; who is somebody else can make one before. */
    @Test
    void find_inADirectoryOfSomebodyElse_isEmptyWithAWarning() throws IOException {
        index().put(Entries.full());
        giveAway(directory);
        PluginIndex index = index();

        assertThat(index.find(Entries.DIGEST)).isEmpty();
        index.put(Entries.small(Entries.OTHER_DIGEST));

        assertThat(files()).hasSize(1);
        assertThat(warnings()).singleElement().asString().contains(directory.toString(), "belongs to 54321");
    }

    @Test
    void find_inADirectoryOfRoot_isTrusted() throws IOException {
        index().put(Entries.full());
        Path own = Files.createFile(folder.resolve("own"));
        giveAway(own);

        assertThat(new PluginIndex(directory, Entries.FRAMEWORK, 10, own).find(Entries.DIGEST)).isPresent();
        assertThat(warnings()).isEmpty();
    }

    private static void giveAway(Path file) throws IOException {
        assumeTrue(Files.getOwner(file).getName().equals("root"));
        Files.setOwner(file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("54321"));
    }

    @Test
    void find_inADirectoryThatOthersMayWriteInto_isEmptyWithAWarning() throws IOException {
        index().put(Entries.full());
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwx---"));
        PluginIndex index = index();

        assertThat(index.find(Entries.DIGEST)).isEmpty();
        index.put(Entries.small(Entries.OTHER_DIGEST));

        assertThat(files()).hasSize(1);
        assertThat(warnings()).singleElement().asString().contains(directory.toString(), "others may write into it");
    }

    @Test
    void put_whereNothingCanBeWritten_warnsOnce() throws IOException {
        Files.writeString(directory, "a file, where the directory would be");
        PluginIndex index = index();

        assertThat(index.find(Entries.DIGEST)).isEmpty();
        index.put(Entries.full());
        index.put(Entries.full());

        assertThat(warnings()).singleElement().asString().contains("cannot be written", directory.toString());
        assertThat(directory).isRegularFile();
    }

    @Test
    void put_afterTheDirectoryWasDeleted_makesItAgain() throws IOException {
        PluginIndex index = index();
        index.put(Entries.full());
        Files.delete(files().get(0));
        Files.delete(directory);

        assertThat(index.find(Entries.DIGEST)).isEmpty();
        index.put(Entries.full());

        assertThat(index.find(Entries.DIGEST)).contains(Entries.full());
        assertThat(warnings()).isEmpty();
    }

    @Test
    void put_beyondTheBound_deletesTheLongestUnusedAndWhatWasAbandoned() throws IOException {
        PluginIndex before = new PluginIndex(directory, Entries.FRAMEWORK, 10, folder);
        for (int i = 0; i < 5; i++) {
            before.put(Entries.small("digest-" + i));
            age(directory.resolve("digest-" + i + ".hpx"), 100 - i);
        }
        age(Files.createFile(directory.resolve("digest-9-1234.tmp")), 2);
        Path strange = age(Files.createFile(directory.resolve("strange.txt")), 1000);

        new PluginIndex(directory, Entries.FRAMEWORK, 3, folder).put(Entries.small("digest-5"));

        assertThat(files()).extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder("digest-3.hpx", "digest-4.hpx", "digest-5.hpx", "strange.txt");
        assertThat(strange).exists();
    }

    @Test
    void put_thatFailsWhileItWrites_warnsOnceAndReadingGoesOn() throws IOException {
        PluginIndex index = index();
        index.put(Entries.full());
        String tooLong = "f".repeat(300);

        index.put(Entries.small(tooLong));
        index.put(Entries.small(tooLong));

        assertThat(warnings()).singleElement().asString().contains("cannot be written");
        assertThat(index.find(Entries.DIGEST)).contains(Entries.full());
        assertThat(files()).hasSize(1);
    }

    @Test
    void put_whereSomethingElseIsInThePlaceOfOneEntry_warnsAndKeepsTheOthers() throws IOException {
        Path foreign = foreign(Entries.DIGEST + ".hpx");
        PluginIndex index = index();

        assertThat(index.find(Entries.DIGEST)).isEmpty();
        index.put(Entries.full());
        index.put(Entries.full());
        index.put(Entries.small(Entries.OTHER_DIGEST));

        assertThat(index.find(Entries.DIGEST)).isEmpty();
        assertThat(index.find(Entries.OTHER_DIGEST)).isPresent();
        assertThat(files()).containsExactlyInAnyOrder(foreign, directory.resolve(Entries.OTHER_DIGEST + ".hpx"));
        assertThat(warnings()).hasSize(2).allMatch(warning -> warning.contains(Entries.DIGEST + ".hpx"));
        assertThat(warnings().get(0)).contains("not an index file");
        assertThat(warnings().get(1)).contains("cannot be replaced");
    }

    @Test
    void put_beyondTheBound_whereSomethingCannotBeDeleted_goesOn() throws IOException {
        Path foreign = age(foreign("digest-8.hpx"), 100);
        Path abandoned = age(foreign("digest-9-1234.tmp"), 100);
        new PluginIndex(directory, Entries.FRAMEWORK, 1, folder).put(Entries.small("digest-1"));
        age(directory.resolve("digest-1.hpx"), 50);
        PluginIndex index = new PluginIndex(directory, Entries.FRAMEWORK, 1, folder);

        index.put(Entries.small("digest-2"));
        index.put(Entries.small("digest-3"));

        assertThat(files()).containsExactlyInAnyOrder(foreign, abandoned, directory.resolve("digest-2.hpx"),
                directory.resolve("digest-3.hpx"));
        assertThat(warnings()).isEmpty();
    }

    /** A directory that is not empty. */
    private Path foreign(String name) throws IOException {
        index().put(Entries.small("any"));
        Files.delete(directory.resolve("any.hpx"));
        Path foreign = directory.resolve(name);
        Files.createDirectories(foreign.resolve("inside"));
        return foreign;
    }

    @Test
    void severalHosts_thatReadAndWriteOneFile_alwaysSeeAWholeOne() throws Exception {
        IndexEntry one = Entries.full();
        IndexEntry other = one.with(Entries.verdict("other"));
        index().put(one);
        ExecutorService hosts = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                PluginIndex index = index();
                IndexEntry mine = i % 2 == 0 ? one : other;
                done.add(hosts.submit(() -> {
                    for (int round = 0; round < 300; round++) {
                        index.put(mine);
                        assertThat(index.find(Entries.DIGEST).orElseThrow()).isIn(one, other);
                    }
                }));
            }
            for (Future<?> host : done) {
                host.get();
            }
        } finally {
            hosts.shutdownNow();
        }
        assertThat(warnings()).isEmpty();
        assertThat(files()).hasSize(1);
    }

    @Test
    void find_marksTheFileAsUsed() throws IOException {
        index().put(Entries.full());
        Path file = files().get(0);
        age(file, 50);

        index().find(Entries.DIGEST);

        assertThat(Files.getLastModifiedTime(file).toInstant()).isAfter(Instant.now().minusSeconds(3600));
    }

    private PluginIndex index() {
        return new PluginIndex(directory, Entries.FRAMEWORK, 10, folder);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private List<String> warnings() {
        return log.list.stream().filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Path age(Path file, int days) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(days * 86_400L)));
    }
}
