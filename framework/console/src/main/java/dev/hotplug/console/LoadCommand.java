package dev.hotplug.console;

import dev.hotplug.LoadOptions;
import dev.hotplug.PluginHandle;
import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The kernel's {@code insmod}. */
@Command(name = "load", description = "Loads plugins, in the order given, going on after one that fails.",
        customSynopsis = "plugin load [-h] (FILE [KEY=VALUE...])...")
final class LoadCommand implements Callable<Integer> {

    /** A file whose name looks like this is given with its directory, as {@code ./a=b.jar}. */
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]*)=(.*)", Pattern.DOTALL);

    private final Session session;
    private final PluginHost host;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE",
            description = "The plugin's JAR. KEY=VALUE after it sets a parameter of that plugin.")
    private List<String> words;

    LoadCommand(Session session) {
        this.session = session;
        this.host = session.host();
    }

    private record Request(Path file, Map<String, String> parameters) {
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int result = ExitCode.OK;
        for (Request request : requests()) {
            try {
                LoadOptions options = LoadOptions.defaults().parameters(request.parameters());
                PluginHandle plugin = host.load(request.file(), options);
                out.println("loaded " + plugin.id() + " " + plugin.version());
            } catch (PluginException refusal) {
                err.println(Refusals.line(refusal));
                result = Refusals.REFUSED;
            }
        }
        return result;
    }

    private List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        for (String word : words) {
            var parameter = PARAMETER.matcher(word);
            if (!parameter.matches()) {
                requests.add(new Request(session.file(word), new HashMap<>()));
            } else if (requests.isEmpty()) {
                throw new ParameterException(spec.commandLine(), word + " stands before any FILE");
            } else {
                requests.get(requests.size() - 1).parameters().put(parameter.group(1), parameter.group(2));
            }
        }
        return requests;
    }
}
