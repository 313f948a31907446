package dev.hotplug.console.dropin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.hotplug.PluginHost;
import dev.hotplug.SymbolRef;
import dev.hotplug.api.PluginState;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of a directory's files, the odd ones too. */
class DropInDirectoryTest extends OverADirectory {

    private static final PluginJar TEXT = PluginJar.plugin("text", "1.0.0");

    @Test
    void renamedFile_isWhereThePluginIsReloadedFrom() throws Exception {
        watching.putOld("a.jar", TEXT);
        assertThat(watching.start()).isTrue();
        String digest = watching.host().describe("text").digest();
        assertThat(watching.report().file("text", digest)).contains(watching.file("a.jar"));

        Files.move(watching.file("a.jar"), watching.file("b.jar"));

        watching.awaitThat(() -> watching.report().file("text", digest).filter(watching.file("b.jar")::equals)
                .isPresent());
        assertThat(watching.told()).containsExactly("loaded text 1.0.0 from a.jar");
        assertThat(watching.report().file("text", "of what was loaded by hand")).isEmpty();
        assertThat(watching.report().file("nobody", digest)).isEmpty();
    }

    @Test
    void report_saysWhyAPluginWhoseFileIsThereDoesNotRun() throws Exception {
        Files.writeString(watching.file("plugins.yaml"), "blocklist: [blocked]");
        watching.put("text.jar", TEXT);
        watching.put("lonely.jar", PluginJar.plugin("lonely", "1.0.0").requires("nobody"));
        watching.put("blocked.jar", PluginJar.plugin("blocked", "1.0.0"));
        watching.start();
        watching.awaitRunning(Map.of("text", "1.0.0"));
        watching.awaitTold("DEPENDENCY_MISSING");

        watching.awaitThat(() -> watching.report().absence("text").isPresent());
        watching.host().unload("text");
        assertThat(watching.report().absence("text").orElseThrow()).contains("unloaded by hand")
                .endsWith("type: plugin load " + watching.file("text.jar"));
        assertThat(watching.report().absence("lonely").orElseThrow()).contains("when other plugins have come");
        assertThat(watching.report().absence("blocked").orElseThrow()).contains("plugins.yaml blocks it");
        assertThat(watching.report().absence("nobody")).isEmpty();
    }

    @Test
    void everyBeginningOfAJar_isNeverLoadedAndToldOnce() throws Exception {
        byte[] whole = TEXT.bytes();
        watching.start();
        for (int part = 1; part < 4; part++) {
            Files.write(watching.file("text.jar"), Arrays.copyOf(whole, whole.length * part / 4));
            watching.awaitTold("BAD_IMAGE: text.jar: not a JAR: truncated");
            watching.awaitNextLook();
        }
        assertThat(watching.running()).isEmpty();
        Files.write(watching.file("text.jar"), whole);

        watching.awaitRunning(Map.of("text", "1.0.0"));
        watching.awaitTold("loaded text 1.0.0 from text.jar");
        assertThat(watching.told()).hasSize(2).first().asString()
                .endsWith("nothing is loaded from it until it changes, as it does while it is being copied");
    }

    @Test
    void namesThatAreNoFiles_areToldOnceWithWhatToDo() throws Exception {
        Files.createDirectory(watching.file("directory.jar"));
        Files.createSymbolicLink(watching.file("nowhere.jar"), root.resolve("nowhere"));
        Files.createSymbolicLink(watching.file("circle.jar"), Path.of("circle.jar"));
        Files.createFile(watching.file("empty.jar"));
        watching.start();

        assertThat(watching.awaitTold("BAD_IMAGE: directory.jar")).contains("is a directory; expected a JAR")
                .endsWith("give it a name that does not end in .jar");
        assertThat(watching.awaitTold("BAD_IMAGE: " + watching.file("nowhere.jar")))
                .contains("is a link to " + root.resolve("nowhere") + ", which is not there")
                .endsWith("delete the link");
        assertThat(watching.awaitTold("BAD_IMAGE: circle.jar")).contains("cannot be read");
        assertThat(watching.awaitTold("BAD_IMAGE: empty.jar")).contains("it is empty");
        watching.awaitNextLook();
        assertThat(watching.told()).hasSize(4);

        TEXT.write(root.resolve("nowhere"));
        watching.awaitRunning(Map.of("text", "1.0.0"));
    }

    @Test
    void linkWhoseTargetIsReplacedOrGone_countsAsTheTarget() throws Exception {
        Path target = TEXT.write(root.resolve("target.jar"));
        Files.createSymbolicLink(watching.file("text.jar"), target);
        watching.start();
        watching.awaitRunning(Map.of("text", "1.0.0"));

        PluginJar.plugin("text", "1.1.0").write(target);
        watching.awaitRunning(Map.of("text", "1.1.0"));

        Files.delete(target);
        watching.awaitRunning(Map.of());
        watching.awaitTold("BAD_IMAGE: " + watching.file("text.jar"));
    }

    @Test
    void fileWithoutPermission_isToldAndLoadedOnceItCanBeRead() throws Exception {
        Path file = watching.put("text.jar", TEXT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
        assumeFalse(Files.isReadable(file), "whoever runs this may read everything");
        watching.start();
        assertThat(watching.awaitTold("BAD_IMAGE: text.jar")).contains("denied")
                .endsWith("until it can be read");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        watching.awaitRunning(Map.of("text", "1.0.0"));
    }

    @Test
    void replacementOfTheSameSizeAndTime_isNoticed() throws Exception {
        PluginJar before = PluginJar.plugin("text", "1.0.1");
        byte[] next = IntStream.range(2, 1000).mapToObj(i -> PluginJar.plugin("text", "1.0." + i).bytes())
                .filter(jar -> jar.length == before.bytes().length).findFirst().orElseThrow();
        FileTime built = FileTime.fromMillis(0);
        Files.setLastModifiedTime(watching.put("text.jar", before), built);
        watching.start();
        assertThat(watching.running()).containsEntry("text", "1.0.1");

        Files.write(watching.file("text.jar"), next);
        Files.setLastModifiedTime(watching.file("text.jar"), built);

        watching.awaitTold("reloaded text 1.0.");
    }

    @Test
    void touchedFile_changesNothing() throws Exception {
        watching.putOld("text.jar", TEXT);
        watching.start();
        long load = watching.host().plugin("text").orElseThrow().loadNumber();

        Files.setLastModifiedTime(watching.file("text.jar"), FileTime.fromMillis(System.currentTimeMillis()));
        watching.awaitNextLook();

        assertThat(watching.host().plugin("text").orElseThrow().loadNumber()).isEqualTo(load);
        assertThat(watching.told()).containsExactly("loaded text 1.0.0 from text.jar");
    }

    @Test
    void twoFilesThatSwapTheirNames_changeNothing() throws Exception {
        watching.putOld("a.jar", TEXT);
        watching.putOld("b.jar", PluginJar.plugin("clock", "1.0.0"));
        watching.start();
        Files.move(watching.file("a.jar"), watching.file("c"));
        Files.move(watching.file("b.jar"), watching.file("a.jar"));
        Files.move(watching.file("c"), watching.file("b.jar"));

        String digest = watching.host().describe("text").digest();
        watching.awaitThat(() -> watching.report().file("text", digest).filter(watching.file("b.jar")::equals)
                .isPresent());
        assertThat(watching.told()).hasSize(2).allMatch(line -> line.startsWith("loaded "));
        assertThat(watching.running()).containsOnlyKeys("text", "clock");
    }

    @Test
    void fileReplacedByOneOfAnotherId_isBoth() throws Exception {
        watching.putOld("a.jar", TEXT);
        watching.start();

        watching.put("a.jar", PluginJar.plugin("clock", "1.0.0"));

        watching.awaitRunning(Map.of("clock", "1.0.0"));
        assertThat(watching.awaitTold("unloaded")).isEqualTo("unloaded text 1.0.0: a.jar holds clock 1.0.0 now");
    }

    @Test
    void failingFile_isToldAgainOnlyIfItIsTriedAnew() throws Exception {
        PluginJar failing = TEXT.entry("acme.Failing").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Failing implements Plugin {
                    @Override public void start(PluginContext context) { throw new IllegalStateException("no"); }
                }
                """);
        watching.put("text.jar", failing);
        watching.start();
        watching.awaitTold("START_FAILED");
        watching.awaitNextLook();
        assertThat(watching.told()).hasSize(1);

        Files.setLastModifiedTime(watching.file("text.jar"), FileTime.fromMillis(5_000));
        watching.awaitThat(() -> watching.told().size() == 2);
        assertThat(watching.told()).allMatch(line -> line.startsWith("START_FAILED: text 1.0.0"));
    }

    @Test
    void fileThatIsRenamedWhileItsBatchComesUp_isLoadedAllTheSame() throws Exception {
        watching.putOld("text.jar", TEXT.entry("acme.Renaming").source("""
                package acme;
                import dev.hotplug.api.*;
                import java.nio.file.*;
                public final class Renaming implements Plugin {
                    @Override public void start(PluginContext context) throws Exception {
                        Path file = Path.of("%s");
                        if (Files.exists(file)) {
                            Files.move(file, file.resolveSibling("other.jar"));
                        }
                    }
                }
                """.formatted(watching.file("greeter.jar"))));
        watching.putOld("greeter.jar", PluginJar.plugin("greeter", "1.0.0").requires("text"));
        watching.start();

        watching.awaitRunning(Map.of("text", "1.0.0", "greeter", "1.0.0"));
        assertThat(watching.told()).allMatch(line -> line.startsWith("loaded "));
    }

    @Test
    void pluginThatIsCalledWhileItIsReplaced_isReplacedAfterTheCall() throws Exception {
        watching.putOld("text.jar", calling("text"));
        watching.start();
        try (CallInFlight call = new CallInFlight(watching.host())) {
            watching.put("text.jar", PluginJar.plugin("text", "1.1.0"));
            watching.awaitTold("DRAIN_TIMEOUT: text 1.0.0");
            call.end();
            watching.awaitRunning(Map.of("text", "1.1.0"));
        }
    }

    @Test
    void pluginThatIsCalledWhileItsFileGoes_goesAfterTheCall() throws Exception {
        watching.putOld("text.jar", calling("text"));
        watching.start();
        try (CallInFlight call = new CallInFlight(watching.host())) {
            Files.delete(watching.file("text.jar"));
            watching.awaitTold("DRAIN_TIMEOUT: text 1.0.0");
            call.end();
            watching.awaitRunning(Map.of());
        }
    }

    @Test
    void pluginThatIsCalledWhileWhatItUsesIsReplaced_comesBackAfterTheCall() throws Exception {
        watching.putOld("text.jar", TEXT);
        watching.putOld("caller.jar", calling("caller").requires("text"));
        watching.start();
        try (CallInFlight call = new CallInFlight(watching.host())) {
            watching.put("text.jar", PluginJar.plugin("text", "1.1.0"));
            watching.awaitTold("DRAIN_TIMEOUT: caller 1.0.0");
            call.end();
            watching.awaitRunning(Map.of("text", "1.1.0", "caller", "1.0.0"));
            watching.awaitThat(() -> watching.host().plugin("caller").orElseThrow().state() == PluginState.LIVE);
        }
    }

    @Test
    void pluginThatIsCalledWhileItIsReplaced_bringsBackWhatUsesIt() throws Exception {
        watching.putOld("text.jar", calling("text"));
        watching.putOld("greeter.jar", PluginJar.plugin("greeter", "1.0.0").requires("text"));
        watching.start();
        try (CallInFlight call = new CallInFlight(watching.host())) {
            watching.put("text.jar", PluginJar.plugin("text", "1.1.0"));
            watching.awaitTold("DRAIN_TIMEOUT: text 1.0.0");
            call.end();
            watching.awaitRunning(Map.of("text", "1.1.0", "greeter", "1.0.0"));
        }
    }

    @Test
    void pluginWhoseOldOneDoesNotComeBackEither_bringsBackWhatUsesItWhenItIsMended() throws Exception {
        watching.putOld("text.jar", startingOnce("text"));
        watching.putOld("greeter.jar", PluginJar.plugin("greeter", "1.0.0").requires("text"));
        System.clearProperty("acme.once");
        watching.start();
        watching.put("text.jar", startingOnce("text").file("other", "content"));
        watching.awaitTold("START_FAILED: text 1.0.0");
        watching.awaitRunning(Map.of());

        watching.put("text.jar", PluginJar.plugin("text", "1.1.0"));
        watching.awaitRunning(Map.of("text", "1.1.0", "greeter", "1.0.0"));
    }

    /** Starts the first time only. */
    private static PluginJar startingOnce(String id) {
        return PluginJar.plugin(id, "1.0.0").entry("acme.Once").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Once implements Plugin {
                    @Override public void start(PluginContext context) {
                        if (System.getProperties().putIfAbsent("acme.once", "done") != null) {
                            throw new IllegalStateException("once only");
                        }
                    }
                }
                """);
    }

    /** Its service does what {@link CallInFlight} wants. */
    private static PluginJar calling(String id) {
        return PluginJar.plugin(id, "1.0.0").entry("acme.Calling").source("""
                package acme;
                import dev.hotplug.api.*;
                import java.util.concurrent.*;
                public final class Calling implements Plugin {
                    @Override public void start(PluginContext context) {
                        context.export(Callable.class, () -> ((Callable<?>) System.getProperties().get("acme")).call());
                    }
                }
                """);
    }

    /** A call of the plugin, entered and not left before its end. */
    private static final class CallInFlight implements AutoCloseable {

        private final CountDownLatch leave = new CountDownLatch(1);
        CallInFlight(PluginHost host) throws InterruptedException {
            CountDownLatch entered = new CountDownLatch(1);
            System.getProperties().put("acme", (Callable<?>) () -> {
                entered.countDown();
                leave.await();
                return "done";
            });
            new Thread(new FutureTask<>((Callable<?>) host.service(Callable.class)), "caller").start();
            entered.await();
        }

        void end() {
            leave.countDown();
        }

        @Override
        public void close() {
            end();
            System.getProperties().remove("acme");
        }
    }

    @Test
    void pluginThatIsHeldWhenItsFileGoes_goesWhenItIsLetGo() throws Exception {
        watching.putOld("text.jar", TEXT.entry("acme.Exporting").source("""
                package acme;
                import dev.hotplug.api.*;
                public final class Exporting implements Plugin {
                    @Override public void start(PluginContext context) { context.export(Runnable.class, () -> { }); }
                }
                """));
        watching.start();
        try (SymbolRef<Runnable> held = watching.host().acquire(Runnable.class)) {
            Files.delete(watching.file("text.jar"));
            assertThat(watching.awaitTold("IN_USE: text 1.0.0")).endsWith("(text.jar is gone)");
            held.get().run();
        }
        watching.awaitRunning(Map.of());
    }

    @Test
    void directoryThatVanishesAndComesBack_isToldBothTimes() throws Exception {
        watching.putOld("text.jar", TEXT);
        watching.start();
        Path elsewhere = root.resolve("elsewhere");
        Files.move(watching.directory(), elsewhere);
        watching.awaitTold(watching.directory() + ": is gone");
        assertThat(watching.running()).containsOnlyKeys("text");

        Files.createDirectory(watching.directory());
        watching.awaitTold(watching.directory() + ": another directory stands in its place");
        assertThat(watching.running()).containsOnlyKeys("text");

        Files.move(elsewhere, watching.directory(), StandardCopyOption.REPLACE_EXISTING);
        watching.awaitTold(watching.directory() + ": is back");
        watching.awaitNextLook();
        assertThat(watching.told()).hasSize(4);
    }
}
