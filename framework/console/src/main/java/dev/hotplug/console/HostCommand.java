package dev.hotplug.console;

import dev.hotplug.PluginHost;
import dev.hotplug.UnloadReport;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.console.text.Plain;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command that asks or tells the host something, and answers in text or as one JSON document. A refusal that ends the
 * whole command is thrown; {@link Refusals} makes the answer of it.
 */
abstract class HostCommand implements Callable<Integer> {

    /** The rest of a complaint about a file or directory whose name has no letter. */
    static final String EMPTY_NAME = ": the name is empty (is a variable unset?)";

    final Session session;
    final PluginHost host;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", order = 100, description = "Answer with one JSON document on standard output.")
    private boolean json;

    HostCommand(Session session) {
        this.session = session;
        this.host = session.host();
    }

    /** Whether a program reads the answer. */
    final boolean isJson() {
        return json;
    }

    final void print(String line) {
        out().println(Plain.text(line));
    }

    final void print(List<String> lines) {
        lines.forEach(this::print);
    }

    final void print(Document document) {
        out().println(document);
    }

    /** Says that a part of the command was refused. */
    final void refused(PluginException refusal) {
        lines(refusal).forEach(spec.commandLine().getErr()::println);
    }

    /** Says that a part of the command, or what it asked for, cannot be. */
    final void complain(String line) {
        spec.commandLine().getErr().println(Plain.text(line));
    }

    /** Says what went wrong in an unload that was not refused. */
    final void complain(UnloadReport report) {
        report.problems().forEach(problem -> complain(report.id() + " " + report.version() + ": "
                + Refusals.oneLine(problem)));
    }

    /** What became of a plugin whose unload is not complete. */
    static String quarantined(UnloadReport report) {
        return "stopped " + report.id() + " " + report.version() + ", kept in quarantine as " + report.id() + "#"
                + report.loadNumber() + " until nothing of it is in use";
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final ParameterException misuse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /**
     * A file that was named. An empty name, as of a variable that is not set, would be the directory of whoever asks.
     *
     * @param asked what the help calls it
     */
    final Path file(String asked, String name) {
        if (name.isEmpty()) {
            throw misuse(asked + EMPTY_NAME);
        }
        return session.file(name);
    }

    /** A refusal in words: what happened, what to do with a command about it, and what may have been meant. */
    final List<String> lines(PluginException refusal) {
        List<String> lines = new ArrayList<>(Refusals.lines(refusal));
        lines.set(0, Plain.text(mistakable().map(file -> withPath(lines.get(0), refusal, file)).orElse(lines.get(0))
                + remedy(refusal) + ForeignNames.remedy(refusal, session.directory()) + meant(refusal)
                + unchanged(refusal)));
        lines.addAll(putBack());
        return lines;
    }

    /** Of what is not known to be a plugin, a refusal says the name of the file. */
    private static String withPath(String line, PluginException refusal, Path file) {
        String name = refusal.reason() + ": " + Refusals.oneLine(String.valueOf(file.getFileName())) + ": ";
        return !line.startsWith(name) ? line
                : refusal.reason() + ": " + Refusals.oneLine(file.toString()) + ": " + line.substring(name.length());
    }

    private String meant(PluginException refusal) {
        Optional<String> guess = guess(refusal);
        if (guess.isPresent() || !isUnknown(refusal)) {
            return Suggestion.asked(guess);
        }
        return refusal.pluginId().filter(id -> Names.isOfQuarantined(id, host))
                .map(id -> "; it was unloaded and is kept in quarantine; plugin why " + id + " says why")
                .orElse("; plugin list shows what is loaded");
    }

    /** Whether all that can be said of an id is that no plugin has it. */
    private static boolean isUnknown(PluginException refusal) {
        return refusal.reason() == Reason.NOT_FOUND
                && refusal.pluginId().filter(id -> refusal.getMessage().equals(id + ": not loaded")).isPresent();
    }

    /** A refusal for programs. */
    final Document error(PluginException refusal) {
        return Documents.error(refusal, guess(refusal));
    }

    /** The file that the command is at, if its name alone might be taken for something else. */
    Optional<Path> mistakable() {
        return Optional.empty();
    }

    /** Whether a path leads to what is known by its whole path only, as {@code /dev/null}. */
    static boolean isDevice(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    /** What options of this command would do about a refusal, as the rest of a sentence; empty if none would. */
    String remedy(PluginException refusal) {
        return "";
    }

    /** What is as it was in spite of a refusal, as the rest of its sentence; empty where that goes without saying. */
    String unchanged(PluginException refusal) {
        return "";
    }

    /** What is not as it was, because it went before the command was refused and was loaded again: a line for each. */
    List<String> putBack() {
        return List.of();
    }

    /** What the operator may have meant. */
    Optional<String> guess(PluginException refusal) {
        return Suggestion.id(refusal, session);
    }
}
