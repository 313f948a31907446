package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hotplug.it.fixtures.ForkedJvm;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Scripted;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin whose stop has a limit leaves as others do where the JVM can make no thread to run it on. */
class NoThreadTest {

    private static final Path LIMITER = Path.of("/usr/bin/prlimit");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void unload_whereNoThreadCanBeStarted_stopsAndClosesAllTheSame() throws Exception {
        assumeTrue(Files.isExecutable(LIMITER));
        for (String id : List.of("plain", "held", "other", "first")) {
            PluginJar.plugin(id, "1.0.0").behaviour(Scripted.class).write(folder.resolve(id + ".jar"));
        }

        // A stack so large that the address space that is left has no room for another.
        ForkedJvm.main(Child.class).heap("128m").flags("-Xss512m").arguments(folder.toString()).run().expectExit(0);
    }

    /** Which gives itself its limit when it has all the threads that it needs. */
    static final class Child {

        private static final long LEFT = 256L << 20;

        private final Path folder;
        private final PluginHost host;

        private Child(Path folder) {
            this.folder = folder;
            this.host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                    .sharePackages(Probe.class.getPackageName()).workDirectory(folder.resolve("work"))
                    .stopLimit(Duration.ofMinutes(10)).build();
        }

        public static void main(String[] arguments) throws Exception {
            new Child(Path.of(arguments[0])).run();
            System.exit(0);
        }

        private void run() throws Exception {
            load("first");
            assertThat(host.unload("first").problems()).isEmpty();
            load("plain");
            load("held");
            SymbolRef<Echo> held = host.acquire(Echo.class, "held");
            // From here on a thread of the host looks after it.
            host.unload("held", UnloadOptions.defaults().forced());
            await().pollInSameThread().atMost(SOON).ignoreExceptions().until(Child::hasNoThreadOfAPlugin);
            limit();
            assertThatThrownBy(() -> {
                while (true) {
                    startAnother();
                }
            }).isInstanceOf(OutOfMemoryError.class);

            UnloadReport report = host.unload("plain");
            held.close();
            await().pollInSameThread().atMost(SOON).untilAsserted(() -> assertThat(host.plugins()).isEmpty());
            load("other");

            assertThat(report.complete()).isTrue();
            assertThat(report.problems()).hasSize(3).allMatch(problem -> problem.contains(
                    " ran without its limit, because no thread could be started for it: java.lang.OutOfMemoryError"));
            assertThat(Probe.of("plain").events()).as("its listener is withdrawn").containsExactly("stop", "close");
            assertThat(Probe.of("held").events()).containsExactly("stop", "close");
        }

        private void load(String id) {
            Probe.of(id).on("stop", context -> Probe.of(id).note("stop"))
                    .on("close", context -> Probe.of(id).note("close"))
                    .on("call", context -> { }).on("live other", context -> { });
            host.load(folder.resolve(id + ".jar"));
        }

        /** Whose stack would be given back, or taken by another, at any time. */
        private static boolean hasNoThreadOfAPlugin() throws IOException {
            try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
                for (Path thread : threads.toList()) {
                    String name = Files.readString(thread.resolve("comm"));
                    if (name.startsWith("first-") || name.startsWith("held-")) {
                        return false;
                    }
                }
            }
            return true;
        }

        /** The first few may find the stacks of others that have ended. */
        private static void startAnother() {
            Thread thread = new Thread(() -> {
                while (true) {
                    LockSupport.park();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private static void limit() throws IOException, InterruptedException {
            String size = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmSize:")).findFirst().orElseThrow().replaceAll("[^0-9]", "");
            Process limiter = new ProcessBuilder(LIMITER.toString(), "--pid=" + ProcessHandle.current().pid(),
                    "--as=" + (Long.parseLong(size) * 1024 + LEFT)).inheritIO().start();
            assertThat(limiter.waitFor()).isZero();
        }
    }
}
