package dev.hotplug.console;

import dev.hotplug.PluginHost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The README's reference of the commands, made from the commands themselves. */
final class CommandReference {

    static final String BEGIN = "<!-- commands: begin, made by CommandReferenceTest -->";
    static final String END = "<!-- commands: end -->";

    private static final int WIDTH = 110;

    private CommandReference() {
    }

    /** What stands between the marks. */
    static String text(PluginHost host) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        CommandLine shell = Interpreter.commands(Session.own(host), nowhere, nowhere, new ExitCommand());
        List<CommandLine> commands = new ArrayList<>(leaves(shell).filter(CommandReference::isListed).toList());
        List<String> lines = new ArrayList<>(List.of("| command | |", "|---|---|"));
        commands.forEach(command -> lines.add("| `" + synopsis(command.getCommandSpec()).replace("|", "\\|") + "` | "
                + command.getCommandSpec().usageMessage().description()[0] + " |"));
        lines.addAll(List.of("", "<details>", "<summary>All options, as <code>--help</code> shows them</summary>", ""));
        commands.add(0, Main.commandLine().getSubcommands().get("run"));
        for (CommandLine command : commands) {
            lines.addAll(List.of("```", usage(command, WIDTH).strip(), "```", ""));
        }
        lines.add("</details>");
        return String.join("\n", lines) + "\n";
    }

    /** What the one-shot client knows by itself: the help of each command under its name. */
    static String help(PluginHost host) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        CommandLine plugin = Interpreter.commands(Session.own(host), nowhere, nowhere).getSubcommands().get("plugin");
        return Stream.concat(Stream.of(plugin), leaves(plugin)).map(command -> "== "
                + command.getCommandSpec().qualifiedName().strip() + "\n"
                + usage(command, Session.DEFAULT_WIDTH).strip() + "\n").collect(Collectors.joining("\n"));
    }

    /** The help is there twice: for those who are in the shell, and for those who say plugin before everything. */
    private static boolean isListed(CommandLine command) {
        return !command.getCommandSpec().qualifiedName().strip().equals("plugin help");
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty() ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(CommandReference::leaves);
    }

    private static String usage(CommandLine command, int width) {
        command.setUsageHelpWidth(width);
        return command.getUsageMessage(Ansi.OFF).lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }

    private static String synopsis(CommandSpec command) {
        if (command.usageMessage().customSynopsis().length > 0) {
            return command.usageMessage().customSynopsis()[0];
        }
        boolean hasOptions = command.options().stream().anyMatch(CommandReference::isItsOwn);
        return command.qualifiedName().strip() + (hasOptions ? " [OPTION...]" : "")
                + command.positionalParameters().stream().map(CommandReference::synopsis).collect(Collectors.joining());
    }

    private static boolean isItsOwn(OptionSpec option) {
        return !option.usageHelp() && !option.longestName().equals("--json");
    }

    private static String synopsis(PositionalParamSpec parameter) {
        String label = ((ArgSpec) parameter).paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
        return " " + (parameter.arity().min() == 0 ? "[" + label + "]" : label);
    }
}
