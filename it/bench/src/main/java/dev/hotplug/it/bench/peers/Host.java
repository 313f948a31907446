package dev.hotplug.it.bench.peers;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the figures come from.
 *
 * @param processor its name, as far as the system tells
 * @param processors how many the JVM may use
 * @param memoryGiB what the machine has
 * @param system the operating system
 * @param java the JVM
 * @param flags what the measured JVMs were started with
 * @param load how many processes wanted a processor when it began; much more than 0 spoils the figures
 */
record Host(String processor, int processors, long memoryGiB, String system, String java, List<String> flags,
            double load) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    static Host present(List<String> flags) throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Host(processorName(), system.getAvailableProcessors(),
                Math.round(system.getTotalMemorySize() / 0x1p30),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version(), flags, system.getSystemLoadAverage());
    }

    private static String processorName() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name")).map(line -> line.replaceFirst(".*:\\s*", ""))
                    .findFirst().orElse("unknown");
        }
    }

    /** For the foot of a table or of a picture. */
    @Override
    public String toString() {
        return "%s, %d processors, %d GiB, %s, %s%s, load %.1f".formatted(processor, processors, memoryGiB, system,
                java, flags.isEmpty() ? "" : " " + String.join(" ", flags), load);
    }
}
