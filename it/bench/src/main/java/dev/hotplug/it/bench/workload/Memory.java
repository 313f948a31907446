package dev.hotplug.it.bench.workload;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds, after a full collection.
 *
 * @param heap bytes in use
 * @param metaspace bytes in use
 * @param descriptors open files, or 0 where the system does not tell
 * @param threads live threads
 */
record Memory(long heap, long metaspace, int descriptors, int threads) {

    private static final Path OPEN = Path.of("/proc/self/fd");

    static Memory collected() throws IOException {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return new Memory(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), usedMetaspace(),
                openFiles(), ManagementFactory.getThreadMXBean().getThreadCount());
    }

    static long usedMetaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage).findFirst().orElseThrow().getUsed();
    }

    private static int openFiles() throws IOException {
        if (!Files.isDirectory(OPEN)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(OPEN)) {
            // Without the listing itself.
            return (int) open.count() - 1;
        }
    }
}
