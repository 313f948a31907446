package dev.hotplug.it.scenarios;

import dev.hotplug.it.fixtures.ForkedJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The console as a process of its own that listens at a socket for as long as the test wants, and one-shot clients of
 * it. What it took is read from outside. Not safe for use by many threads, but {@link #client} is.
 */
final class ConsoleProcess implements AutoCloseable {

    private final Path folder;
    private final Path socket;
    private final Process process;

    private ConsoleProcess(Path folder, Path socket, Process process) {
        this.folder = folder;
        this.socket = socket;
        this.process = process;
    }

    /** Starts a host in a folder that is its directory too, and waits until it listens at {@code host.sock} there. */
    static ConsoleProcess start(Path folder, String... options) throws IOException {
        Path socket = folder.resolve("host.sock");
        List<String> command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m",
                "-Djava.io.tmpdir=" + folder, "-jar", SourceTree.console().toString(), "run", "--keep-going",
                "--socket", socket.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(folder.resolve("host.out").toFile()).redirectError(folder.resolve("host.err").toFile())
                .start();
        ConsoleProcess host = new ConsoleProcess(folder, socket, process);
        Awaitility.await("a host at " + socket).atMost(Scenario.SOON)
                .until(() -> !process.isAlive() || host.client("list").exit() == 0);
        if (!process.isAlive()) {
            throw new AssertionError("the host ended with " + process.exitValue() + ": " + host.log());
        }
        return host;
    }

    Path socket() {
        return socket;
    }

    long pid() {
        return process.pid();
    }

    /** What it wrote to standard error. */
    String log() throws IOException {
        return Files.readString(folder.resolve("host.err"));
    }

    /** Runs one command through the launcher script, in the host's directory. */
    ForkedJvm.Result client(String... words) {
        try {
            Process client = begin(words);
            client.getOutputStream().close();
            String out = read(folder.resolve("client.out." + client.pid()), client);
            String err = read(folder.resolve("client.err." + client.pid()), client);
            return new ForkedJvm.Result(client.exitValue(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins one command through the launcher script. What it prints goes nowhere. */
    Process beginQuietly(String... words) throws IOException {
        return launcher(words).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Begins one command through the launcher script. */
    Process begin(Path out, Path err, String... words) throws IOException {
        return launcher(words).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    }

    private Process begin(String... words) throws IOException {
        // The files are named after the process, which is known when it runs: sh hands over to the launcher.
        ProcessBuilder builder = launcher(words);
        List<String> command = new ArrayList<>(List.of("sh", "-c",
                "exec \"$@\" > client.out.$$ 2> client.err.$$", "sh"));
        command.addAll(builder.command());
        return builder.command(command).start();
    }

    private ProcessBuilder launcher(String... words) {
        List<String> command = new ArrayList<>(List.of(SourceTree.launcher().toString()));
        command.addAll(List.of(words));
        command.add("--socket=" + socket);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("COLUMNS");
        return builder;
    }

    private static String read(Path file, Process writer) throws IOException {
        try {
            if (!writer.waitFor(Scenario.SOON.toSeconds(), TimeUnit.SECONDS)) {
                writer.destroyForcibly();
                throw new AssertionError("the client did not end");
            }
        } catch (InterruptedException e) {
            writer.destroyForcibly();
            throw new AssertionError(e);
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.delete(file);
        return text;
    }

    // ---- From outside ----------------------------------------------------------------------------------------------

    int openFiles() throws IOException {
        return count("fd", "");
    }

    /** Threads, by the beginning of their name, of which the system keeps 15 letters. */
    int threads(String prefix) throws IOException {
        return count("task", prefix);
    }

    private int count(String what, String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", String.valueOf(pid()), what))) {
            return (int) entries.filter(entry -> prefix.isEmpty() || name(entry).startsWith(prefix)).count();
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm"));
        } catch (IOException endedMeanwhile) {
            return "";
        }
    }

    /** Bytes of all objects that are reachable. */
    long liveBytes() throws IOException, InterruptedException {
        String total = jcmd("GC.class_histogram").lines().filter(line -> line.startsWith("Total")).findFirst()
                .orElseThrow();
        return Long.parseLong(total.trim().split("\\s+")[2]);
    }

    String threadDump() throws IOException, InterruptedException {
        return jcmd("Thread.print");
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid()), command).redirectErrorStream(true).start();
        String printed = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return printed;
    }

    // ---- Its end ---------------------------------------------------------------------------------------------------

    /** Ends it without any notice. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends its input, and waits until it has left. */
    int leave() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(Scenario.SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the host did not leave:\n" + threadDump());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
