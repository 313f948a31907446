package dev.hotplug.console;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;

import dev.hotplug.console.text.Plain;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jline.reader.Completer;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Runs lines as commands. Used by one thread. */
final class Interpreter {

    /** Below that, the library of the commands does not lay out its help. */
    private static final int NARROWEST = 55;

    private final PrintWriter err;
    private final ExitCommand exit = new ExitCommand();
    private final CommandLine commands;

    /** For a shell, which can be left. */
    Interpreter(Session session, PrintWriter out, PrintWriter err) {
        this.err = err;
        this.commands = commands(session, out, err, exit);
    }

    /**
     * What every operator can ask for.
     *
     * @param more what only this one can
     */
    static CommandLine commands(Session session, PrintWriter out, PrintWriter err, Object... more) {
        CommandLine commands = new CommandLine(new Root())
                .addSubcommand(PluginCommand.tree(session))
                .addSubcommand(new HelpCommand());
        for (Object command : more) {
            commands.addSubcommand(command);
        }
        Refusals.handledBy(commands
                // A word is a word: a file of arguments would be one of the host's, whoever asks.
                .setExpandAtFiles(false)
                .setUsageHelpWidth(Math.max(NARROWEST, session.width()))
                .setColorScheme(Help.defaultColorScheme(session.colors() ? Ansi.ON : Ansi.OFF))
                .setOut(out)
                .setErr(err));
        Map<String, IHelpSectionRenderer> sections = new HashMap<>(commands.getHelpSectionMap());
        // The root has no name, and its absence would be seen as a second space.
        sections.put(SECTION_KEY_SYNOPSIS, help -> help.synopsis(help.synopsisHeadingLength()).stripLeading());
        return commands.setHelpSectionMap(sections);
    }

    /**
     * Runs one line, quoted as for a shell. A blank line does nothing, nor does what follows a {@code #} that begins a
     * word. What a terminal took in at once, because it was pasted, is run line by line, up to the first that fails.
     *
     * @return the exit code of the last command that was run
     */
    int run(String input) {
        for (String line : input.split("\\R")) {
            int code = runOne(line);
            if (code != ExitCode.OK) {
                return code;
            }
        }
        return ExitCode.OK;
    }

    private int runOne(String line) {
        String text = withoutComment(line).strip();
        if (text.isEmpty()) {
            return ExitCode.OK;
        }
        if (isEscaped(text, text.length())) {
            err.println(Plain.text(text) + ": a line is not continued by a backslash at its end; write it as one line");
            return ExitCode.USAGE;
        }
        try {
            ParsedLine words = parser().parse(text, text.length(), Parser.ParseContext.ACCEPT_LINE);
            return run(words.words());
        } catch (EOFError unfinished) {
            err.println(Plain.text(text) + ": a quote is not closed");
            return ExitCode.USAGE;
        }
    }

    /** What stands before a {@code #} that begins a word, by the rules of the {@link #parser}. */
    private static String withoutComment(String line) {
        char quote = 0;
        for (int at = 0; at < line.length(); at++) {
            char letter = line.charAt(at);
            if (quote == 0 && letter == '#' && (at == 0 || Character.isWhitespace(line.charAt(at - 1)))
                    && !isEscaped(line, at - 1)) {
                return line.substring(0, at);
            }
            if ((letter == '\'' || letter == '"') && (quote == 0 || quote == letter) && !isEscaped(line, at)) {
                quote = quote == 0 ? letter : 0;
            }
        }
        return line;
    }

    /** Whether an odd number of backslashes stands before a place. */
    private static boolean isEscaped(String line, int place) {
        int first = place;
        while (first > 0 && line.charAt(first - 1) == '\\') {
            first--;
        }
        return (place - first) % 2 != 0;
    }

    private int run(List<String> words) {
        return commands.execute(words.toArray(String[]::new));
    }

    /** Offers what may be typed next. */
    Completer completer(Session session) {
        return new Completion(commands, session);
    }

    /** Whether the operator has asked to leave. */
    boolean isFinished() {
        return exit.isAsked();
    }

    /** The rules by which a line falls into words. */
    static Parser parser() {
        DefaultParser parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(true);
        return parser;
    }

    /** The shell itself, which has no name. */
    @Command(name = "", customSynopsis = "COMMAND [ARG...]",
            commandListHeading = "%nCommands:%n", footer = "%nEvery command has --help.")
    static final class Root {

        @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT,
                description = "Explain this command.")
        private boolean helpAsked;
    }
}
