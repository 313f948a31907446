package dev.hotplug.console;

import dev.hotplug.console.client.StandardOutput;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: {@code java -jar hotplug.jar run}. Begun by {@link Start}. */
@Command(name = "hotplug", versionProvider = Main.Version.class,
        description = "Loads and unloads plugins in a running JVM.", synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT,
            description = "Explain this command.")
    private boolean helpAsked;

    @Option(names = "--version", versionHelp = true, description = "Print the version.")
    private boolean versionAsked;

    /**
     * Runs the program and ends the JVM with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandLine program = commandLine();
        int code = program.execute(args);
        program.getOut().flush();
        if (System.out.checkError()) {
            StandardOutput.complain();
            code = code == ExitCode.OK ? StandardOutput.FAILED : code;
        }
        System.exit(code);
    }

    static CommandLine commandLine() {
        return Refusals.handledBy(new CommandLine(new Main()).addSubcommand(new RunCommand())
                .addSubcommand(new RemoteCommand()).addSubcommand(new HelpCommand()).setExpandAtFiles(false));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command");
    }

    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"hotplug " + (version == null ? "(not packaged)" : version)};
        }
    }
}
