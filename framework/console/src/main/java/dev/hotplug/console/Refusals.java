package dev.hotplug.console;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.console.text.Plain;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
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
                .setParameterExceptionHandler((misuse, args) -> misused(misuse, Arrays.asList(args).contains("--json")))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
    }

    /**
     * A refusal as one line: the reason's name, then the sentence. Where that ends with the advice to raise a limit,
     * the host does not know who started it, and how.
     */
    static String line(PluginException refusal) {
        return refusal.reason() + ": " + oneLine(refusal.getMessage())
                + (refusal.detail(PluginException.Limit.class).isPresent() ? " (run --limit)" : "");
    }

    /** A refusal for several reasons: the first line as {@link #line}, then a line for each. Others have one. */
    static List<String> lines(PluginException refusal) {
        if (refusal.detail(PluginException.Defects.class).isEmpty()) {
            return List.of(line(refusal));
        }
        // No sentence of these has a line break of its own.
        return Plain.text(refusal.reason() + ": " + refusal.getMessage()).lines().toList();
    }

    static String oneLine(String text) {
        return Plain.text(LINE_BREAK.matcher(text.strip()).replaceAll("; "));
    }

    private static int misused(ParameterException misuse, boolean json) {
        CommandLine command = misuse.getCommandLine();
        String name = nameOf(command);
        String sentence = (name.isEmpty() ? "" : name + ": ") + oneLine(sentence(misuse));
        command.getErr().println(sentence + "; see " + (name.isEmpty() ? "help" : name + " --help"));
        if (json) {
            print(command, Documents.error("USAGE", "EINVAL", sentence));
        }
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
            // As --wiat, or as --wiat=5s.
            String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            return "no option " + option
                    + Suggestion.among(misuse.getCommandLine().getCommandSpec().optionsMap().keySet(), option);
        }
        return misuse.getCommandLine().getSubcommands().isEmpty() ? "nothing expected at " + word
                : "no command " + word + Suggestion.asked(Suggestion.command(word, misuse.getCommandLine()));
    }

    private static int failed(Exception failure, CommandLine command) {
        HostCommand asked = command.getCommandSpec().userObject() instanceof HostCommand host ? host : null;
        if (failure instanceof PluginException refusal) {
            (asked == null ? lines(refusal) : asked.lines(refusal)).forEach(command.getErr()::println);
            if (asked != null && asked.isJson()) {
                print(command, asked.error(refusal));
            }
            return REFUSED;
        }
        Reason reason = failure instanceof InvalidPathException ? Reason.BAD_IMAGE : Reason.INTERNAL_ERROR;
        String message = failure instanceof InvalidPathException path
                ? oneLine(path.getInput()) + ": is no path here: " + path.getReason() + "; is the locale right?"
                : nameOf(command) + ": " + oneLine(
                        failure instanceof UncheckedIOException && failure.getMessage() != null
                                ? failure.getMessage() + ": " + failure.getCause() : failure.toString());
        command.getErr().println(reason + ": " + message);
        if (asked != null && asked.isJson()) {
            print(command, Documents.error(reason.name(), reason.errno(), message));
        }
        LOG.debug("{}", nameOf(command), failure);
        return REFUSED;
    }

    private static void print(CommandLine command, Document error) {
        command.getOut().println(new Document().put("error", error));
    }
}
