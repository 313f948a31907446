package dev.hotplug.console;

import dev.hotplug.ApiRecorder;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The kernel's {@code modpost}: writes down the versions of what a plugin links to. */
@Command(name = "record",
        description = {"Writes into a plugin's JAR which API of other plugins it was compiled against.",
            "A host that loads it then tells another API apart from a missing one, and finds constants that the "
            + "compiler copied and that have changed. Nothing is loaded. A signed JAR is refused."},
        customSynopsis = "plugin record [-h] FILE --against EXPORTER...")
final class RecordCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The plugin's JAR.")
    private String file;

    @Option(names = "--against", arity = "1..*", required = true, paramLabel = "EXPORTER",
            description = "The JARs of the plugins that it was compiled against.")
    private List<String> against;

    RecordCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ApiRecorder.Recording recording = ApiRecorder.record(session.file(file),
                against.stream().map(session::file).toList());
        spec.commandLine().getOut().println("recorded in " + recording.id() + " " + recording.version() + ": "
                + recording.types() + " types, " + recording.constants() + " constants");
        return ExitCode.OK;
    }
}
