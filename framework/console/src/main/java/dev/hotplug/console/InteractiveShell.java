package dev.hotplug.console;

import dev.hotplug.PluginHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Talks to a person: a prompt, line editing, completion, pages, and a history that outlives it. */
final class InteractiveShell {

    private static final String PROMPT = "hotplug> ";

    private final Terminal terminal;
    private final LineReader reader;
    private final Interpreter interpreter;
    private final Optional<Pager> pager;
    private final Object running = new Object();
    /** Who runs a command, if anybody does. Guarded by {@link #running}. */
    private Thread busy;

    private InteractiveShell(Session at, Terminal terminal, boolean paged, Optional<Path> history) {
        this.terminal = terminal;
        this.pager = paged && Pager.isPossible(terminal) ? Optional.of(new Pager(terminal, System::nanoTime))
                : Optional.empty();
        PrintWriter out = pager.map(PrintWriter::new).orElseGet(terminal::writer);
        Session session = at.ofWidth(terminal.getWidth());
        this.interpreter = new Interpreter(session, out, out);
        LineReaderBuilder builder = LineReaderBuilder.builder().terminal(terminal).parser(Interpreter.parser())
                .completer(interpreter.completer(session)).option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                // One more TAB would put the first candidate into the line, whichever that is.
                .option(LineReader.Option.AUTO_MENU, false)
                // It would put the id of another plugin in place of two letters that begin none.
                .option(LineReader.Option.COMPLETE_MATCHER_TYPO, false);
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        this.reader = builder.build();
        CursorKeys.bindBothForms(reader);
    }

    /**
     * Reads and runs lines until the person leaves.
     *
     * @param paged whether to stop after each screenful
     */
    static void run(Session session, boolean paged) throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().name("hotplug").build()) {
            run(session, terminal, paged, HistoryFile.ofUser());
        }
    }

    static void run(Session session, Terminal terminal, boolean paged, Optional<Path> history) {
        InteractiveShell shell = new InteractiveShell(session, terminal, paged, history);
        terminal.handle(Terminal.Signal.INT, signal -> shell.interruptCommand());
        // A line that a plugin logs meanwhile goes above the prompt instead of into it.
        OperatorLog.sendTo(shell.reader::printAbove);
        try {
            terminal.writer().println(welcome(session.host()));
            shell.readLines();
        } finally {
            OperatorLog.sendToStandardError();
        }
    }

    private static String welcome(PluginHost host) {
        int loaded = host.plugins().size();
        return new Main.Version().getVersion()[0] + ", " + loaded + (loaded == 1 ? " plugin" : " plugins")
                + " loaded; help lists the commands, exit leaves";
    }

    private void readLines() {
        while (!interpreter.isFinished()) {
            try {
                runLine(reader.readLine(PROMPT));
            } catch (UserInterruptException cleared) {
                // Ctrl-C gives up the line that was being typed, not the host.
            } catch (EndOfFileException left) {
                return;
            }
        }
    }

    private void runLine(String line) {
        synchronized (running) {
            busy = Thread.currentThread();
        }
        pager.ifPresent(Pager::begin);
        try {
            interpreter.run(line);
        } finally {
            synchronized (running) {
                busy = null;
                // One that came too late is not for the next line.
                Thread.interrupted();
            }
            terminal.flush();
        }
    }

    /** Ctrl-C while a command waits (for a reference, for a drain) gives up the wait. */
    private void interruptCommand() {
        synchronized (running) {
            if (busy != null) {
                // The terminal has shown the key, and what follows is no part of it.
                terminal.writer().println();
                busy.interrupt();
            }
        }
    }
}
