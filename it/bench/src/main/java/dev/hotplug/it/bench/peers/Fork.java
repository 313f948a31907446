package dev.hotplug.it.bench.peers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One child JVM, with the JVM's own defaults but for the flags that were asked for. Its figures come through a file, so
 * that nobody reads while it is measured.
 *
 * @param figures by name, in its order
 * @param processMillis from the start of the process to its end
 * @param processorMillis what the process took of all processors together; 0 where the system does not tell
 * @param failure what it printed on standard error, if it failed; blank if it did not
 */
record Fork(Map<String, Figure> figures, double processMillis, double processorMillis, String failure) {

    private static final long LIMIT_MINUTES = 10;
    private static final String MAIN = "dev.hotplug.it.bench.workload.Child";
    private static final String EMPTY = "dev.hotplug.it.bench.workload.Nothing";
    private static final int FAILURE_CHARS = 2_000;

    /** Whether this JVM is at its end. Guarded by the class. */
    private static boolean ended;

    /** A value and its unit. */
    record Figure(String unit, double value) {
    }

    /** Runs a trial once. */
    static Fork run(Trial trial, Entrant entrant, Path plugins, Path index, Path scratch, List<String> flags)
            throws IOException, InterruptedException {
        Folders.delete(scratch);
        Files.createDirectories(scratch.resolve("work"));
        List<String> command = command(entrant, flags, MAIN);
        String indexed = switch (entrant.index()) {
            case NONE -> "-";
            case EMPTY -> scratch.resolve("index").toString();
            case FILLED -> index.toString();
        };
        command.addAll(List.of(entrant.contender(), trial.workload(), Integer.toString(entrant.threads()),
                plugins.toString(), scratch.resolve("work").toString(), indexed));
        command.addAll(trial.arguments());
        return run(command, scratch);
    }

    /** A JVM that does nothing. */
    static Fork empty(Path scratch, List<String> flags) throws IOException, InterruptedException {
        Files.createDirectories(scratch);
        return run(command(Entrant.DIRECT, flags, EMPTY), scratch);
    }

    /** Ends the child that runs; from now on none begins. */
    static synchronized void endAll() {
        ended = true;
        List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().join());
    }

    private static synchronized Process start(ProcessBuilder builder) throws IOException {
        if (ended) {
            throw new IOException("interrupted");
        }
        return builder.start();
    }

    private static List<String> command(Entrant entrant, List<String> flags, String main) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        if (entrant.threads() > 1) {
            // Some take as many threads as there are processors.
            command.add("-XX:ActiveProcessorCount=" + entrant.threads());
        }
        command.addAll(List.of("-cp", Place.classPath(entrant).stream().map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)), main));
        return command;
    }

    private static Fork run(List<String> command, Path scratch) throws IOException, InterruptedException {
        Path out = scratch.resolve("out");
        Path err = scratch.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        long before = ProcessorTime.ofChildren();
        long from = System.nanoTime();
        Process process = start(builder);
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        double millis = (System.nanoTime() - from) / 1e6;
        process.destroyForcibly().waitFor();
        double processorMillis = ProcessorTime.ofChildren() - before;
        boolean failed = !ended || process.exitValue() != 0;
        String said = Files.readString(err, StandardCharsets.UTF_8);
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (String line : Files.readAllLines(out, StandardCharsets.UTF_8)) {
            String[] parts = line.split("\t");
            if (parts.length == 3) {
                figures.put(parts[0], new Figure(parts[1], Double.parseDouble(parts[2])));
            }
        }
        String failure = (ended ? "it failed: " : "not done after " + LIMIT_MINUTES + " minutes: ")
                + said.substring(0, Math.min(FAILURE_CHARS, said.length()));
        return new Fork(figures, millis, processorMillis, failed ? failure : "");
    }
}
