package dev.hotplug.console;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the commands, or one of them, however deep it lies. */
@Command(name = "help", sortOptions = false, description = "Lists the commands, or explains one.")
final class HelpCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command, as plugin load.")
    private List<String> path = List.of();

    @Option(names = "--json", order = 100, description = "Answer with one JSON document on standard output.")
    private boolean json;

    @Override
    public void run() {
        CommandLine command = spec.commandLine().getParent();
        for (String name : path) {
            if (command.getCommandSpec().userObject() instanceof RemoteCommand client) {
                client.help(path.subList(1, path.size()));
                return;
            }
            CommandLine next = below(command, name);
            if (next == null) {
                throw new ParameterException(spec.commandLine(), "no command " + String.join(" ", path)
                        + Suggestion.asked(Suggestion.command(name, command))
                        + "; expected one of " + String.join(", ", command.getSubcommands().keySet()));
            }
            command = next;
        }
        if (json) {
            spec.commandLine().getOut().println(new Document().put("commands",
                    leaves(command).map(HelpCommand::document).toList()));
        } else {
            command.usage(spec.commandLine().getOut());
        }
    }

    /** A command by its name, or the one of that name that lies a word deeper: nobody asks for help in full. */
    private static CommandLine below(CommandLine command, String name) {
        CommandLine next = command.getSubcommands().get(name);
        return next != null ? next : command.getSubcommands().values().stream()
                .flatMap(each -> each.getSubcommands().entrySet().stream())
                .filter(each -> each.getKey().equals(name)).map(Map.Entry::getValue).findFirst().orElse(null);
    }

    /** The commands that do something: those without commands of their own. */
    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty() ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(HelpCommand::leaves);
    }

    private static Document document(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        return new Document()
                .put("name", spec.qualifiedName().strip())
                .put("synopsis", command.getHelp().synopsis(0).strip().replaceAll("\\s+", " "))
                .put("description", String.join(" ", spec.usageMessage().description()))
                .put("options", spec.options().stream().map(option -> new Document()
                        .put("names", List.of(option.names()))
                        .put("value", option.arity().max() == 0 ? null : option.paramLabel())
                        .put("description", String.join(" ", option.description()))).toList());
    }
}
