package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.HostStatistics;
import dev.hotplug.PluginHost;
import dev.hotplug.it.fixtures.probe.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The child of {@link IndexIT}: one start of a host that has an index. */
final class IndexedStart {

    private IndexedStart() {
    }

    /**
     * Loads the JARs of a directory and prints how long that took and what had to be done for it.
     *
     * @param args the directory, and that of the index
     */
    public static void main(String[] args) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(args[0]));
                PluginHost host = PluginHost.builder().hostClassLoader(Probe.class.getClassLoader())
                        .sharePackages(Probe.class.getPackageName()).indexDirectory(Path.of(args[1])).build()) {
            List<Path> jars = files.sorted().toList();
            long start = System.nanoTime();
            assertThat(host.loadAll(jars)).allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
            long millis = (System.nanoTime() - start) / 1_000_000;
            HostStatistics.Examined done = host.statistics().examined();
            System.out.println("loaded " + host.plugins().size() + " in " + millis + " ms");
            System.out.println("scans " + done.scans());
            System.out.println("link checks " + done.linkChecks());
            System.out.println("index hits " + done.indexHits());
        }
    }
}
