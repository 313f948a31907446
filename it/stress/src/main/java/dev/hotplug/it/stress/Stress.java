package dev.hotplug.it.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;

/**
 * Runs all tests and all twins, and says what came of it. It fails if a test shows an outcome that is forbidden,
 * if a twin does not show the one that it is made to show, and if a test that was planned did not run: jcstress
 * passes over a test with more actors than processors without a word.
 *
 * <p>{@code java -jar stress.jar quick|long DIRECTORY}
 */
public final class Stress {

    /** One run of jcstress, which hangs if it takes longer than this. */
    private record Pass(String name, long minutes, List<String> options) {
    }

    private static final String EVERYTHING = ".*";
    /** Those with a reader that takes no lock; what stands under one does not depend on a compiler. */
    private static final String WITHOUT_LOCKS =
            "^dev\\.hotplug\\.(it\\.stress\\.[A-Z].*|lifecycle\\.(OneSnapshot|FormAgainstReader|GuardedCall)"
                    + "|link\\.NotedReferences)$";

    /** Each once, for a second. */
    private static final Pass QUICK = new Pass("quick", 10,
            List.of("-t", EVERYTHING, "-m", "quick", "-sc", "false", "-jvmArgs", "-XX:+UseSerialGC"));

    /** Each actor by the interpreter and by each compiler, against each other. */
    private static final Pass COMPILERS = new Pass("compilers", 20, List.of("-t", WITHOUT_LOCKS, "-m", "quick",
            "-iters", "2", "-sc", "true", "-jvmArgs", "-XX:+UseSerialGC"));

    /** Each for three seconds, with instructions scheduled at random. */
    private static final Pass LONG = new Pass("long", 20, List.of("-t", EVERYTHING, "-m", "quick", "-time", "600",
            "-sc", "false", "-jvmArgs",
            "-XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM"));

    private final Path directory;
    private final Map<String, Tally> tallies = new TreeMap<>();

    private Stress(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs.
     *
     * @param args {@code quick} or {@code long}, and the directory that results are written to
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 2 || !List.of("quick", "long").contains(args[0])) {
            System.err.println("usage: java -jar stress.jar quick|long DIRECTORY; found: " + String.join(" ", args));
            System.exit(2);
        }
        Stress stress = new Stress(Path.of(args[1]).toAbsolutePath());
        for (Pass pass : args[0].equals("long") ? List.of(COMPILERS, LONG) : List.of(QUICK)) {
            stress.run(pass);
        }
        ResultTable table = new ResultTable(stress.tallies);
        if (!table.escaped().isEmpty()) {
            stress.run(again(table.escaped()));
            table = new ResultTable(stress.tallies);
        }
        Files.writeString(stress.directory.resolve("stress-results.md"), table.text());
        System.out.print(table.text());
        System.exit(table.failed() == 0 ? 0 : 1);
    }

    /** On a busy machine a twin may get away once; it must be caught in the end. Tests get no second chance. */
    private static Pass again(List<String> twins) {
        return new Pass("again", 10, List.of("-t", "^(" + String.join("|", twins) + ")$", "-m", "default",
                "-sc", "false", "-jvmArgs", "-XX:+UseSerialGC"));
    }

    private void run(Pass pass) throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(Files.createDirectories(directory.resolve("jcstress")),
                pass.name() + "-");
        Path log = place.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(tool("java"),
                "-cp", Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString(),
                OneConfiguration.class.getName(), "-r", "report"));
        command.addAll(pass.options());
        // Its exit code tells nothing: it is the same for a twin that was caught and for a test that failed.
        Process process = new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        if (!process.waitFor(pass.minutes(), TimeUnit.MINUTES)) {
            Path threads = dumpThreads(process, place);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("jcstress, pass \"" + pass.name() + "\": expected to end within "
                    + pass.minutes() + " minutes, and it did not: a test hangs, or the machine is too busy; "
                    + threads + " says where its threads are, " + log + " what ran before");
        }
        try (Stream<Path> files = Files.list(place)) {
            Path results = files.filter(file -> file.toString().endsWith(".bin.gz")).findFirst()
                    .orElseThrow(() -> new IllegalStateException("jcstress, pass \"" + pass.name()
                            + "\": expected a file of results, found none; see " + log));
            DiskReadCollector reader = new DiskReadCollector(results.toString(),
                    result -> tallies.computeIfAbsent(result.getName(), unused -> new Tally()).add(result));
            reader.dump();
            reader.close();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("jcstress, pass \"" + pass.name() + "\": its results cannot be read", e);
        }
    }

    /** A test that hangs before jcstress begins to count is not given up by jcstress itself. */
    private static Path dumpThreads(Process process, Path place) throws IOException, InterruptedException {
        Path threads = place.resolve("threads.txt");
        for (ProcessHandle fork : process.descendants().toList()) {
            new ProcessBuilder(tool("jcmd"), String.valueOf(fork.pid()), "Thread.print").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(threads.toFile())).start()
                    .waitFor(1, TimeUnit.MINUTES);
        }
        return threads;
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
