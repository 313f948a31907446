package dev.hotplug.console;

import dev.hotplug.PluginHost;
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

    static CommandLine tree(PluginHost host) {
        return new CommandLine(new PluginCommand())
                .addSubcommand(new LoadCommand(host))
                .addSubcommand(new UnloadCommand(host))
                .addSubcommand(new ListCommand(host))
                .addSubcommand(new InfoCommand(host))
                .addSubcommand(new DepsCommand(host))
                .addSubcommand(new RecordCommand())
                .addSubcommand(new SymbolsCommand(host));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
                "expected one of " + String.join(", ", spec.subcommands().keySet()));
    }
}
