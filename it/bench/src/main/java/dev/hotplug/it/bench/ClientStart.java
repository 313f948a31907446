package dev.hotplug.it.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What one command against a running host takes, as a whole process, beside a JVM that does nothing: in turn, so that a
 * machine that is busy for a while is busy for all. Run by {@code java -cp it/bench/target/bench.jar
 * dev.hotplug.it.bench.ClientStart [ROUNDS]} in the project's directory after {@code ./mvnw package}.
 */
public final class ClientStart {

    private static final Path TARGET = Path.of("framework/console/target");
    private static final int ROUNDS = 31;
    private static final double MOST = 2.5;

    private ClientStart() {
    }

    /** The JVM to compare with. */
    static final class Nothing {

        private Nothing() {
        }

        public static void main(String[] args) {
            // As its name says.
        }
    }

    /**
     * Measures.
     *
     * @param args the number of rounds
     * @throws IOException if a process cannot be started
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length == 0 ? ROUNDS : Integer.parseInt(args[0]);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path folder = Files.createTempDirectory("client-start");
        String socket = "--socket=" + folder.resolve("s");
        Path classes = nothing(folder);
        Process host = new ProcessBuilder(java, "-jar", TARGET.resolve("hotplug.jar").toString(), "run", socket)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            Map<String, List<String>> ways = new LinkedHashMap<>();
            ways.put("empty JVM", List.of(java, "-cp", classes.toString(), Nothing.class.getName()));
            ways.put("launcher plugin list", List.of(TARGET.resolve("plugin").toString(), "list", socket));
            ways.put("java -jar hotplug.jar plugin list",
                    List.of(java, "-jar", TARGET.resolve("hotplug.jar").toString(), "plugin", "list", socket));
            while (host.isAlive() && run(ways.get("launcher plugin list")) != 0) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            print(measure(ways, rounds), rounds);
        } finally {
            host.getOutputStream().close();
            host.waitFor();
            try (var left = Files.walk(folder)) {
                left.sorted((one, other) -> other.compareTo(one)).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static Map<String, double[]> measure(Map<String, List<String>> ways, int rounds)
            throws IOException, InterruptedException {
        Map<String, double[]> millis = new LinkedHashMap<>();
        ways.keySet().forEach(way -> millis.put(way, new double[rounds]));
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> way : ways.entrySet()) {
                long begin = System.nanoTime();
                int code = run(way.getValue());
                millis.get(way.getKey())[round] = (System.nanoTime() - begin) / 1e6;
                if (code != 0) {
                    throw new IllegalStateException(way.getKey() + " ended with " + code);
                }
            }
        }
        return millis;
    }

    private static void print(Map<String, double[]> millis, int rounds) {
        double[] empty = millis.values().iterator().next();
        System.out.printf("JDK %s, medians of %d rounds; at most %.1f is wanted of the launcher%n",
                Runtime.version(), rounds, MOST);
        millis.forEach((way, times) -> System.out.printf("%-36s %7.1f ms  %5.2f%n", way, Figures.median(times),
                Figures.median(times) / Figures.median(empty)));
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start().waitFor();
    }

    /** The class that does nothing, alone in a directory. */
    private static Path nothing(Path folder) throws IOException {
        String file = Nothing.class.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve("classes").resolve(file);
        Files.createDirectories(copy.getParent());
        try (var bytes = ClientStart.class.getResourceAsStream("/" + file)) {
            Files.copy(bytes, copy);
        }
        return folder.resolve("classes");
    }
}
