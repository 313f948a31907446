package dev.hotplug.it.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the processes that this one started took of the processors. Says more than the clock on a busy machine. */
final class ProcessorTime {

    private static final Path STATISTICS = Path.of("/proc/self/stat");
    /** Linux counts in these, whatever the kernel's own are. */
    private static final long MILLIS_PER_TICK = 10;
    /** Places after the name of the program: user and system time of the children that have ended. */
    private static final int USER = 13;
    private static final int SYSTEM = 14;

    private ProcessorTime() {
    }

    /** Milliseconds, of all children that have ended; always 0 where the system does not tell. */
    static long ofChildren() throws IOException {
        if (!Files.isReadable(STATISTICS)) {
            return 0;
        }
        String text = Files.readString(STATISTICS);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * MILLIS_PER_TICK;
    }
}
