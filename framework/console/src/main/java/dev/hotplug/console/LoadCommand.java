package dev.hotplug.console;

import dev.hotplug.DryRun;
import dev.hotplug.Inspection;
import dev.hotplug.LinkPolicy;
import dev.hotplug.LoadOptions;
import dev.hotplug.PluginDescription;
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
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The kernel's {@code insmod}. */
@Command(name = "load", sortOptions = false,
        description = "Loads plugins, in the order given, going on after one that fails.",
        customSynopsis = "plugin load [-h] [--dry-run] [--link-policy=POLICY] (FILE [KEY=VALUE...])...")
final class LoadCommand implements Callable<Integer> {

    /** A file whose name looks like this is given with its directory, as {@code ./a=b.jar}. */
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]*)=(.*)", Pattern.DOTALL);

    private final Session session;
    private final PluginHost host;

    @Spec
    private CommandSpec spec;

    @Option(names = "--dry-run",
            description = "Load nothing, but say what would be loaded and everything that would be refused.")
    private boolean dry;

    @Option(names = "--link-policy", paramLabel = "POLICY", converter = LinkPolicyConverter.class,
            completionCandidates = LinkPolicyConverter.Words.class, description = LinkPolicyConverter.DESCRIPTION)
    private LinkPolicy policy;

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
        Function<Request, Boolean> one = dry ? rehearsing() : this::load;
        int result = ExitCode.OK;
        for (Request request : requests()) {
            result = one.apply(request) ? result : Refusals.REFUSED;
        }
        return result;
    }

    private boolean load(Request request) {
        try {
            PluginHandle plugin = host.load(request.file(), options(request));
            spec.commandLine().getOut().println("loaded " + plugin.id() + " " + plugin.version());
            return true;
        } catch (PluginException refusal) {
            Refusals.lines(refusal).forEach(spec.commandLine().getErr()::println);
            return false;
        }
    }

    /** Each file is held against those before it, as if they had been loaded. */
    private Function<Request, Boolean> rehearsing() {
        DryRun run = host.dryRun();
        return request -> {
            Inspection inspection = run.load(request.file(), options(request));
            inspection.refusals().forEach(refusal ->
                    Refusals.lines(refusal).forEach(spec.commandLine().getErr()::println));
            if (inspection.isLoadable()) {
                PrintWriter out = spec.commandLine().getOut();
                PluginDescription plugin = inspection.plugin().orElseThrow();
                out.println("would load " + plugin.id() + " " + plugin.version());
                LinkText.lines(inspection.findings().orElseThrow()).forEach(out::println);
            }
            return inspection.isLoadable();
        };
    }

    private LoadOptions options(Request request) {
        LoadOptions options = LoadOptions.defaults().parameters(request.parameters());
        return policy == null ? options : options.linkPolicy(policy);
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
