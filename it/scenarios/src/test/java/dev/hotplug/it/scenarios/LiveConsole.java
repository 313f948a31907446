package dev.hotplug.it.scenarios;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A console in a process of its own that is asked, answers, and stays: its two ends of a pipe. */
final class LiveConsole implements AutoCloseable {

    private final Process process;
    private final Writer commands;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private int questions;
    private int answered;

    private LiveConsole(Process process) {
        this.process = process;
        this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        gather(process.getInputStream(), out);
        gather(process.getErrorStream(), err);
    }

    /** Starts {@code hotplug.jar run}, which keeps its temporary files where it is told. */
    static LiveConsole run(Path temporary, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary, "-jar", SourceTree.console().toString(),
                "run", "--keep-going"));
        command.addAll(List.of(options));
        return new LiveConsole(new ProcessBuilder(command).start());
    }

    /** The lines that a command prints on standard output. */
    List<String> ask(String command) {
        String mark = "question-" + ++questions + " is not loaded";
        int before = answered;
        tell(command + "\nplugin why question-" + questions);
        await().atMost(Scenario.SOON).until(() -> indexOf(mark, before) >= 0);
        int end = indexOf(mark, before);
        answered = end + 1;
        return List.copyOf(out.subList(before, end));
    }

    /** Does not wait for an answer. */
    void tell(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("it has ended:\n" + String.join("\n", err), e);
        }
    }

    private int indexOf(String beginning, int from) {
        for (int i = from; i < out.size(); i++) {
            if (out.get(i).startsWith(beginning)) {
                return i;
            }
        }
        return -1;
    }

    /** What runs: versions by id. */
    Map<String, String> plugins() {
        Map<String, String> plugins = new TreeMap<>();
        for (String line : ask("plugin list")) {
            String[] words = line.split(" +");
            if (line.contains(" LIVE ")) {
                plugins.put(words[0], words[1]);
            }
        }
        return plugins;
    }

    /** The lines of standard error so far. */
    List<String> err() {
        return List.copyOf(err);
    }

    /** Waits for a line on standard error that begins so, and gives it. */
    String awaitErr(String beginning) {
        awaitThat(() -> err.stream().anyMatch(line -> line.startsWith(beginning)));
        return err.stream().filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
    }

    void awaitThat(BooleanSupplier condition) {
        await().atMost(Scenario.SOON).untilAsserted(() -> {
            if (!condition.getAsBoolean()) {
                throw new AssertionError("not yet; standard error: " + err);
            }
        });
    }

    /** Sends it a signal, as {@code TERM}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
    }

    /**
     * Whether it ignores a signal because whoever started the build does, as {@code nohup} and background jobs do: that
     * is inherited, and the JVM leaves it so.
     *
     * @param number the signal's number
     */
    boolean ignores(int number) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return false;
        }
        String mask = Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:")).findFirst()
                .orElse("SigIgn: 0").replaceFirst("SigIgn:\\s*", "");
        return (Long.parseUnsignedLong(mask, 16) >>> (number - 1) & 1) == 1;
    }

    /** Waits for its end; its exit code. All that it printed is there then. */
    int end() throws InterruptedException {
        if (!process.waitFor(Scenario.SOON.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("has not ended; standard error: " + err);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    /** Ends it as the end of its input does. */
    int exit() throws IOException, InterruptedException {
        commands.close();
        return end();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void gather(InputStream stream, List<String> lines) {
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                text.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException ended) {
                lines.add("(not read to its end: " + ended + ")");
            }
        }, "live-console-reader");
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
    }
}
