package dev.hotplug.console;

import dev.hotplug.LoadOptions;
import dev.hotplug.PluginHandle;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The kernel's {@code insmod}, and {@code modprobe}. */
@Command(name = "load", sortOptions = false,
        description = "Loads plugins, in the order given, going on after one that fails.",
        customSynopsis = "plugin load [OPTION...] (FILE [KEY=VALUE...])...")
final class LoadCommand extends HostCommand {

    /** A file whose name looks like this is given with its directory, as {@code ./a=b.jar}. */
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]*)=(.*)", Pattern.DOTALL);

    @Parameters(arity = "1..*", paramLabel = "FILE",
            description = "The plugin's JAR. KEY=VALUE after it sets a parameter of that plugin.")
    private List<String> words;

    @Option(names = "--with-dependencies",
            description = "Load what they require first, from the directory of run --plugins, or of --from.")
    private boolean withDependencies;

    @Option(names = "--from", paramLabel = "DIR", description = "With --with-dependencies: look there instead.")
    private String from;

    @Option(names = "--wait", paramLabel = "DURATION", converter = DurationConverter.class,
            description = "Try again while a plugin of the same id is being unloaded, for at most this long.")
    private Duration waiting;

    /** The file at which the command is. */
    private Path current;

    LoadCommand(Session session) {
        super(session);
    }

    private record Request(Path file, Map<String, String> parameters) {
    }

    @Override
    public Integer call() {
        List<Request> requests = requests();
        if (withDependencies) {
            requests = withDependencies(requests);
        } else if (from != null) {
            throw misuse("--from goes with --with-dependencies");
        }
        Progress progress = new Progress(out(), requests.size(), session.width(), session.colors() && !isJson());
        LoadTally tally = new LoadTally();
        for (Request request : requests) {
            current = request.file();
            progress.at(tally.size() + 1, String.valueOf(current.getFileName()));
            load(request, tally, progress);
        }
        if (isJson()) {
            print(tally.document());
        } else if (requests.size() > 1) {
            print(tally.sentence());
        }
        return tally.isComplete() ? ExitCode.OK : Refusals.REFUSED;
    }

    private void load(Request request, LoadTally tally, Progress progress) {
        LoadOptions options = LoadOptions.defaults().parameters(request.parameters());
        try {
            PluginHandle plugin = new Persistence(host, waiting == null ? Duration.ZERO : waiting)
                    .load(request.file(), options);
            progress.clear();
            tally.loaded(request.file(), plugin);
            if (!isJson()) {
                print("loaded " + plugin.id() + " " + plugin.version());
            }
        } catch (PluginException refusal) {
            progress.clear();
            tally.refused(request.file(), refusal, error(refusal));
            refused(refusal);
        }
    }

    private List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        for (String word : words) {
            var parameter = PARAMETER.matcher(word);
            if (!parameter.matches()) {
                requests.add(new Request(session.file(word), new HashMap<>()));
            } else if (requests.isEmpty()) {
                throw misuse(word + " stands before any FILE");
            } else {
                requests.get(requests.size() - 1).parameters().put(parameter.group(1), parameter.group(2));
            }
        }
        return requests;
    }

    private List<Request> withDependencies(List<Request> requests) {
        Map<Path, Request> wanted = new LinkedHashMap<>();
        requests.forEach(request -> wanted.merge(request.file(), request, (first, second) -> {
            first.parameters().putAll(second.parameters());
            return first;
        }));
        return host.withRequired(wanted.keySet(), jars(directory())).stream()
                .map(file -> wanted.getOrDefault(file, new Request(file, Map.of()))).toList();
    }

    private Path directory() {
        Path directory = from == null ? session.plugins().orElseThrow(() ->
                misuse("--with-dependencies: the host was started without --plugins; say with --from DIR where to look"))
                : session.file(from);
        if (!Files.isDirectory(directory)) {
            throw misuse((from == null ? "--plugins " : "--from ") + directory + ": "
                    + (Files.exists(directory) ? "not a directory" : "no such directory"));
        }
        return directory;
    }

    private static List<Path> jars(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(directory + " cannot be listed", unreadable);
        }
    }

    @Override
    Optional<String> guess(PluginException refusal) {
        return switch (refusal.reason()) {
            case BAD_IMAGE -> Suggestion.file(current);
            case INVALID_PARAMETER -> Suggestion.parameter(refusal, host.describe(current).parameters());
            default -> super.guess(refusal);
        };
    }

    @Override
    String remedy(PluginException refusal) {
        if (refusal.reason() == Reason.DEPENDENCY_MISSING) {
            boolean alone = refusal.detail(PluginException.Defects.class).stream().allMatch(found -> found.lines().size() == 1);
            return withDependencies ? "; " + directory() + " has none that will do"
                    : alone ? ", or use --with-dependencies" : "; --with-dependencies loads what is missing";
        }
        return refusal.reason() == Reason.BUSY && waiting == null ? "; --wait 5s does that" : "";
    }
}
