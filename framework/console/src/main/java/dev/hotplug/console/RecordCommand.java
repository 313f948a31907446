package dev.hotplug.console;

import dev.hotplug.ApiRecorder;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The kernel's {@code modpost}: writes down the versions of what a plugin links to. */
@Command(name = "record",
        description = {"Writes into a plugin's JAR which API of other plugins it was compiled against.",
            "A host that loads it then tells another API apart from a missing one, and finds constants that the "
            + "compiler copied and that have changed. Nothing is loaded. A signed JAR is refused."},
        sortOptions = false, customSynopsis = "plugin record FILE --against EXPORTER...")
final class RecordCommand extends HostCommand {

    @Parameters(paramLabel = "FILE", description = "The plugin's JAR.")
    private String file;

    @Option(names = "--against", arity = "1..*", required = true, paramLabel = "EXPORTER",
            description = "The JARs of the plugins that it was compiled against.")
    private List<String> against;

    RecordCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        ApiRecorder.Recording recording = ApiRecorder.record(file("FILE", file),
                against.stream().map(exporter -> file("--against", exporter)).toList());
        if (isJson()) {
            print(new Document().put("id", recording.id()).put("version", recording.version())
                    .put("types", recording.types()).put("constants", recording.constants()));
        } else {
            print("recorded in " + recording.id() + " " + recording.version() + ": "
                    + Names.count(recording.types(), "type") + ", " + Names.count(recording.constants(), "constant"));
        }
        return ExitCode.OK;
    }

    @Override
    Optional<String> guess(PluginException refusal) {
        return refusal.reason() != Reason.BAD_IMAGE ? super.guess(refusal)
                : Stream.concat(Stream.of(file), against.stream()).map(session::file)
                        .flatMap(missing -> Suggestion.file(missing).stream()).findFirst();
    }
}
