package dev.hotplug.console;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the operator reads when a command was not carried out: a line for each reason, and never a stack trace. */
final class Refusals {

    /** Exit code of a command that the host refused. */
    static final int REFUSED = ExitCode.SOFTWARE;

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    private Refusals() {
    }

    static CommandLine handledBy(CommandLine commands) {
        return commands
                .setParameterExceptionHandler((misuse, args) -> misused(misuse))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
    }

    /** A refusal as one line: the reason's name, then the sentence. */
    static String line(PluginException refusal) {
        return refusal.reason() + ": " + oneLine(refusal.getMessage());
    }

    /** A refusal for several reasons: the first line as {@link #line}, then a line for each. Others have one. */
    static List<String> lines(PluginException refusal) {
        if (refusal.detail(PluginException.Defects.class).isEmpty()) {
            return List.of(line(refusal));
        }
        // No sentence of these has a line break of its own.
        return (refusal.reason() + ": " + refusal.getMessage()).lines().toList();
    }

    static String oneLine(String text) {
        return LINE_BREAK.matcher(text.strip()).replaceAll("; ");
    }

    private static int misused(ParameterException misuse) {
        CommandLine command = misuse.getCommandLine();
        String name = nameOf(command);
        command.getErr().println((name.isEmpty() ? "" : name + ": ") + oneLine(sentence(misuse))
                + "; see " + (name.isEmpty() ? "help" : name + " --help"));
        return ExitCode.USAGE;
    }

    /** The words that lead to a command. The shell itself has none. */
    private static String nameOf(CommandLine command) {
        return command.getCommandSpec().qualifiedName().strip();
    }

    private static String sentence(ParameterException misuse) {
        if (!(misuse instanceof UnmatchedArgumentException unmatched)) {
            return misuse.getMessage();
        }
        String word = unmatched.getUnmatched().get(0);
        if (unmatched.isUnknownOption()) {
            return "no option " + word;
        }
        Collection<String> commands = misuse.getCommandLine().getSubcommands().keySet();
        return commands.isEmpty()
                ? "nothing expected at " + word
                : "no command " + word + Suggestion.among(commands, word);
    }

    private static int failed(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        if (failure instanceof PluginException refusal) {
            lines(refusal).forEach(err::println);
        } else if (failure instanceof InvalidPathException path) {
            err.println(Reason.BAD_IMAGE + ": " + oneLine(path.getInput()) + ": is no path here: " + path.getReason()
                    + "; is the locale right?");
        } else {
            String message = failure instanceof UncheckedIOException && failure.getMessage() != null
                    ? failure.getMessage() + ": " + failure.getCause() : failure.toString();
            err.println(Reason.INTERNAL_ERROR + ": " + nameOf(command) + ": " + oneLine(message));
            LOG.debug("{}", nameOf(command), failure);
        }
        return REFUSED;
    }
}
