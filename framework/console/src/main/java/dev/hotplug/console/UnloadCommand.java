package dev.hotplug.console;

import dev.hotplug.PluginHost;
import dev.hotplug.UnloadOptions;
import dev.hotplug.UnloadReport;
import dev.hotplug.api.PluginException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The kernel's {@code rmmod}. */
@Command(name = "unload", sortOptions = false,
        description = {"Unloads plugins, in the order given, going on after one that is refused.",
            "Without options a plugin that anyone uses is left as it was, and nobody notices the attempt."})
final class UnloadCommand implements Callable<Integer> {

    private final PluginHost host;

    @Spec
    private CommandSpec spec;

    @Option(names = "--wait", paramLabel = "DURATION", converter = DurationConverter.class,
            description = "Try again until nobody uses it, for at most this long (250ms, 5s, 2m, 1h).")
    private Duration waiting;

    @Option(names = "--drain", paramLabel = "DURATION", converter = DurationConverter.class,
            description = "Turn new calls away and wait for those in flight, for at most this long.")
    private Duration draining;

    @Option(names = "--force",
            description = "Stop it at once, whoever uses it. Taints the host. Does not override dependents.")
    private boolean forced;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "The plugin's id.")
    private List<String> ids;

    UnloadCommand(Session session) {
        this.host = session.host();
    }

    @Override
    public Integer call() {
        int result = ExitCode.OK;
        for (String id : ids) {
            try {
                print(host.unload(id, options()));
            } catch (PluginException refusal) {
                spec.commandLine().getErr().println(Refusals.line(refusal) + Suggestion.after(refusal, id, host));
                result = Refusals.REFUSED;
            }
        }
        return result;
    }

    private UnloadOptions options() {
        UnloadOptions options = UnloadOptions.defaults();
        options = waiting == null ? options : options.waiting(waiting);
        options = draining == null ? options : options.draining(draining);
        return forced ? options.forced() : options;
    }

    /** What went wrong on the way is in the log, which the operator reads in the same place. */
    private void print(UnloadReport report) {
        String plugin = report.id() + " " + report.version();
        spec.commandLine().getOut().println(report.complete()
                ? "unloaded " + plugin
                : "stopped " + plugin + ", kept in quarantine as " + report.id() + "#" + report.loadNumber()
                        + " until nothing of it is in use");
    }
}
