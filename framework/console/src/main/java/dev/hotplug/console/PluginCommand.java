package dev.hotplug.console;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about plugins. */
@Command(name = "plugin", description = "Loads, unloads and shows plugins.",
        synopsisSubcommandLabel = "COMMAND")
final class PluginCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    static CommandLine tree(Session session) {
        return new CommandLine(new PluginCommand())
                .addSubcommand(new LoadCommand(session))
                .addSubcommand(new UnloadCommand(session))
                .addSubcommand(new ReloadCommand(session))
                .addSubcommand(new ListCommand(session))
                .addSubcommand(new InfoCommand(session))
                .addSubcommand(new DepsCommand(session))
                .addSubcommand(new WhyCommand(session))
                .addSubcommand(new ParamCommand(session))
                .addSubcommand(new ConfigCommand(session))
                .addSubcommand(new SymbolsCommand(session))
                .addSubcommand(new OwnerCommand(session))
                .addSubcommand(new EventsCommand(session))
                .addSubcommand(new StatsCommand(session))
                .addSubcommand(new RecordCommand(session))
                .addSubcommand(new HelpCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
                "expected one of " + String.join(", ", spec.subcommands().keySet()));
    }
}
