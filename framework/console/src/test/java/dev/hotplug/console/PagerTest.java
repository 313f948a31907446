package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Twelve lines on a terminal of five, of which one is for the question. */
@Timeout(60)
class PagerTest {

    private static final String QUESTION = "-- more";

    private final Screen screen = new Screen();
    private long time;

    @Test
    void space_showsThePageAfter() throws Exception {
        print("  ");

        assertThat(screen.shown()).contains("line 1\n", "line 12\n");
        assertThat(times(QUESTION)).isEqualTo(3);
    }

    @Test
    void enter_showsALine() throws Exception {
        print("\rq");

        assertThat(screen.shown()).contains("line 5\n").doesNotContain("line 6\n");
    }

    @Test
    void q_dropsTheRest() throws Exception {
        print("q");

        assertThat(screen.shown()).contains("line 4\n").doesNotContain("line 5\n");
    }

    @Test
    void a_asksNoMore() throws Exception {
        print("a");

        assertThat(screen.shown()).contains("line 12\n");
        assertThat(times(QUESTION)).isEqualTo(1);
    }

    @Test
    void endOfTheKeys_dropsTheRest() throws Exception {
        print("");

        assertThat(screen.shown()).contains("line 4\n").doesNotContain("line 5\n");
    }

    @Test
    void interruptAtTheQuestion_isForTheCommandAsWell() throws Exception {
        try (PipedOutputStream nobodyTypes = new PipedOutputStream();
                Terminal terminal = terminal(new PipedInputStream(nobodyTypes))) {
            Thread.currentThread().interrupt();
            print(new Pager(terminal, () -> time));

            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(screen.shown()).contains("line 4\n").doesNotContain("line 5\n");
    }

    @Test
    void slowOutput_isNotStopped() throws Exception {
        try (Terminal terminal = terminal("")) {
            Pager pager = new Pager(terminal, () -> time += TimeUnit.SECONDS.toNanos(2));
            print(pager);
        }

        assertThat(screen.shown()).contains("line 12\n").doesNotContain(QUESTION);
    }

    private void print(String keys) throws IOException {
        try (Terminal terminal = terminal(keys)) {
            print(new Pager(terminal, () -> time));
        }
    }

    private static void print(Pager pager) {
        pager.begin();
        PrintWriter out = new PrintWriter(pager);
        IntStream.rangeClosed(1, 12).forEach(line -> out.print("line " + line + "\n"));
        out.flush();
    }

    private Terminal terminal(String keys) throws IOException {
        return terminal(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)));
    }

    private Terminal terminal(InputStream keys) throws IOException {
        Terminal terminal = new ExternalTerminal("test", "ansi", keys, screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 5));
        Attributes plain = terminal.getAttributes();
        plain.setOutputFlag(Attributes.OutputFlag.OPOST, false);
        terminal.setAttributes(plain);
        return terminal;
    }

    private int times(String text) {
        return screen.shown().split(text, -1).length - 1;
    }
}
