package dev.hotplug.console;

import dev.hotplug.PluginDescription;
import dev.hotplug.SymbolInfo;
import dev.hotplug.api.PluginException;
import dev.hotplug.console.text.Plain;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What may stand at the cursor. Commands and options come from the model of the commands. What a value may be
 * follows from the label under which the help shows it ({@code ID}, {@code FILE}, ...), and is asked of the host at
 * that moment; so a command that keeps to these labels need not do anything to be completed.
 */
final class Completion implements Completer {

    private final CommandLine root;
    private final Session session;
    private final FileNames jars;
    private final FileNames files;

    Completion(CommandLine root, Session session) {
        this.root = root;
        this.session = session;
        this.jars = new FileNames(session.directory(), ".jar");
        this.files = new FileNames(session.directory(), "");
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        CommandLine command = deepest(before);
        List<String> arguments = before.subList(depth(command), before.size());
        Optional<ArgSpec> option = optionWithoutValue(command, arguments);
        if (option.isEmpty() && line.word().startsWith("-") && line.word().contains("=")) {
            addValuesBehindEquals(command, arguments, line, candidates);
        } else if (option.isEmpty() && line.word().startsWith("-")) {
            addOptions(command, candidates);
        } else if (option.isEmpty() && arguments.isEmpty() && !command.getSubcommands().isEmpty()) {
            addCommands(command, candidates);
        } else {
            List<String> positional = positional(command, arguments);
            option.or(() -> parameter(command, positional.size()))
                    .ifPresent(spec -> addValues(spec, positional, line, candidates));
        }
        candidates.replaceAll(Completion::plain);
    }

    private void addValuesBehindEquals(CommandLine command, List<String> arguments, ParsedLine line,
                                       List<Candidate> candidates) {
        int equals = line.word().indexOf('=');
        String prefix = line.word().substring(0, equals + 1);
        OptionSpec option = command.getCommandSpec().findOption(line.word().substring(0, equals));
        if (option != null && option.arity().max() > 0) {
            List<Candidate> values = new ArrayList<>();
            addValues(option, positional(command, arguments), new OptionValue(line, equals + 1), values);
            values.forEach(value -> candidates.add(new Candidate(prefix + value.value(), value.displ(), value.group(),
                    value.descr(), value.suffix(), value.key(), value.complete())));
        }
    }

    /** What is shown of a candidate may be a file's name or a plugin's text. */
    private static Candidate plain(Candidate found) {
        return new Candidate(found.value(), Plain.text(found.displ()), found.group(),
                found.descr() == null ? null : Plain.text(found.descr()), found.suffix(), found.key(),
                found.complete());
    }

    private CommandLine deepest(List<String> words) {
        CommandLine command = root;
        for (String word : words) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                break;
            }
            command = next;
        }
        return command;
    }

    /** By how many words a command is called. */
    private static int depth(CommandLine command) {
        return command.getParent() == null ? 0 : 1 + depth(command.getParent());
    }

    /** The option at the end of the words whose value is still to come. */
    private static Optional<ArgSpec> optionWithoutValue(CommandLine command, List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        OptionSpec option = command.getCommandSpec().findOption(words.get(words.size() - 1));
        return Optional.<ArgSpec>ofNullable(option).filter(spec -> spec.arity().min() > 0);
    }

    /** The words that are neither options nor values of options. */
    private static List<String> positional(CommandLine command, List<String> words) {
        List<String> positional = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (optionWithoutValue(command, words.subList(0, i)).isEmpty() && !words.get(i).startsWith("-")) {
                positional.add(words.get(i));
            }
        }
        return positional;
    }

    private static Optional<ArgSpec> parameter(CommandLine command, int index) {
        return command.getCommandSpec().positionalParameters().stream()
                .filter(parameter -> parameter.index().contains(index))
                .map(ArgSpec.class::cast).findFirst();
    }

    private static void addCommands(CommandLine command, List<Candidate> candidates) {
        command.getSubcommands().forEach((name, sub) ->
                candidates.add(described(name, sub.getCommandSpec().usageMessage().description())));
    }

    private static void addOptions(CommandLine command, List<Candidate> candidates) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            candidates.add(described(option.longestName(), option.description()));
        }
    }

    private void addValues(ArgSpec spec, List<String> before, ParsedLine line, List<Candidate> candidates) {
        String typed = line.word().substring(0, line.wordCursor());
        if (spec.completionCandidates() != null) {
            spec.completionCandidates().forEach(word -> candidates.add(new Candidate(word)));
        }
        String label = spec.paramLabel();
        if (label.startsWith("ID") || label.equals("PATTERN") && spec.isOption()) {
            Suggestion.ids(session).forEach(id -> candidates.add(new Candidate(id)));
        }
        if (label.contains("FILE")) {
            jars.addTo(candidates, typed);
            addParametersOfFile(before, candidates);
        }
        if (label.equals("DIR") || label.equals("PATH")) {
            files.addTo(candidates, typed);
        }
        if (label.startsWith("NAME") && !before.isEmpty()) {
            addParameters(() -> session.host().describe(session.id(before.get(0))), before, candidates);
        }
        if (label.equals("PATTERN") && spec.isPositional()) {
            session.host().symbols().stream().flatMap(Completion::words).distinct()
                    .forEach(word -> candidates.add(new Candidate(word)));
        }
        if (label.equals("COMMAND")) {
            addCommandsBelow(spec.command().parent().commandLine(), before, candidates);
        }
    }

    private static Stream<String> words(SymbolInfo symbol) {
        return Stream.of(symbol.type(), symbol.type().substring(symbol.type().lastIndexOf('.') + 1), symbol.name());
    }

    private static void addCommandsBelow(CommandLine start, List<String> path, List<Candidate> candidates) {
        CommandLine command = start;
        for (String name : path) {
            command = command.getSubcommands().get(name);
            if (command == null) {
                return;
            }
        }
        addCommands(command, candidates);
    }

    private void addParametersOfFile(List<String> before, List<Candidate> candidates) {
        for (int i = before.size() - 1; i >= 0; i--) {
            String file = before.get(i);
            if (file.endsWith(".jar")) {
                addParameters(() -> session.host().describe(session.file(file)), before.subList(i + 1, before.size()),
                        candidates);
                return;
            }
        }
    }

    private interface Source {
        PluginDescription describe();
    }

    private static void addParameters(Source source, List<String> given, List<Candidate> candidates) {
        try {
            for (PluginDescription.Parameter parameter : source.describe().parameters()) {
                if (given.stream().noneMatch(word -> word.startsWith(parameter.name() + "="))) {
                    candidates.add(new Candidate(parameter.name() + "=", parameter.name() + "=", null,
                            parameter.description().isEmpty() ? null : parameter.description(), null, null, false));
                }
            }
        } catch (PluginException | InvalidPathException nothingToOffer) {
            // Whoever runs the command is told.
        }
    }

    private static Candidate described(String word, String... description) {
        return new Candidate(word, word, null, description.length == 0 ? null : description[0], null, null, true);
    }
}
