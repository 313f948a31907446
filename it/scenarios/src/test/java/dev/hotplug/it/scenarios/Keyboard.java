package dev.hotplug.it.scenarios;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jline.builtins.ScreenTerminal;

/** A person at a terminal on which the console runs, in a process of its own. */
final class Keyboard implements AutoCloseable {

    static final String TAB = "\t";
    static final String ENTER = "\r";
    static final String UP = "\u001bOA";
    static final String CTRL_C = "\u0003";

    private static final int COLUMNS = 120;
    private static final int ROWS = 40;

    private final PtyProcess process;
    private final ScreenTerminal screen = new ScreenTerminal(COLUMNS, ROWS);
    private final StringBuffer received = new StringBuffer();
    private final Thread reader = new Thread(this::read, "keyboard-screen");

    private Keyboard(PtyProcess process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code hotplug.jar run} for a user whose own directory is given. */
    static Keyboard run(Path directory, Path home, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + home, "-Duser.home=" + home, "-jar",
                SourceTree.console().toString(), "run"));
        command.addAll(List.of(options));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("TERM", "xterm-256color");
        environment.put("LC_ALL", "C.UTF-8");
        environment.remove("NO_COLOR");
        return new Keyboard(new PtyProcessBuilder(command.toArray(String[]::new)).setEnvironment(environment)
                .setDirectory(directory.toString()).setInitialColumns(COLUMNS).setInitialRows(ROWS).start());
    }

    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits until the screen shows a text. */
    void await(String text) {
        Awaitility.await().atMost(Scenario.SOON).untilAsserted(() -> {
            if (!String.join("\n", lines()).contains(text)) {
                throw new AssertionError("\"" + text + "\" is not on the screen:\n" + String.join("\n", lines()));
            }
        });
    }

    /** Waits until the line that the cursor is in ends so. */
    void awaitLine(String text) {
        Awaitility.await().atMost(Scenario.SOON).untilAsserted(() -> {
            List<String> lines = lines();
            if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(text)) {
                throw new AssertionError("\"" + text + "\" is not the last line:\n" + String.join("\n", lines));
            }
        });
    }

    /** What the screen shows, without the empty lines at its end. */
    List<String> lines() {
        long[] cells = new long[COLUMNS * ROWS];
        screen.dump(cells, 0, 0, ROWS, COLUMNS, new int[2]);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            lines.add(Arrays.stream(cells, row * COLUMNS, (row + 1) * COLUMNS)
                    .mapToObj(cell -> Character.toString((int) (cell & 0xFFFF)))
                    .collect(Collectors.joining()).replace('\0', ' ').stripTrailing());
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    /** Everything that the terminal was sent, control sequences included. */
    String received() {
        return received.toString();
    }

    /** Waits for the end; the exit code. */
    int end() throws InterruptedException {
        if (!process.waitFor(Scenario.SOON.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("has not ended:\n" + String.join("\n", lines()));
        }
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (InputStream stream = process.getInputStream();
                Reader text = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            char[] buffer = new char[1024];
            for (int length = text.read(buffer); length > 0; length = text.read(buffer)) {
                String part = new String(buffer, 0, length);
                received.append(part);
                screen.write(part);
            }
        } catch (IOException ended) {
            // So a terminal whose other side is gone says it.
        }
    }
}
