package dev.hotplug.console;

import dev.hotplug.DryRun;
import dev.hotplug.Inspection;
import dev.hotplug.LinkPolicy;
import dev.hotplug.LoadOptions;
import dev.hotplug.LoadOutcome;
import dev.hotplug.PluginDescription;
import dev.hotplug.PluginHandle;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The kernel's {@code insmod}, and {@code modprobe}. */
@Command(name = "load", sortOptions = false,
        description = {"Loads plugins, in the order given, going on after one that fails.",
            "A plugin that is there already, with the same content and the parameters that are given, counts as "
                + "loaded. load-after of plugins.yaml counts more than the order given."},
        customSynopsis = "plugin load [OPTION...] (FILE [KEY=VALUE...])...")
final class LoadCommand extends HostCommand {

    @Parameters(arity = "1..*", paramLabel = "FILE",
            description = "The plugin's JAR. KEY=VALUE after it sets a parameter of that plugin.")
    private List<String> words;

    @Option(names = "--with-dependencies",
            description = "Load what they require first, from the directory of run --plugins, or of --from.")
    private boolean withDependencies;

    @Option(names = "--from", paramLabel = "DIR", description = "With --with-dependencies: look there instead.")
    private String from;

    @Option(names = "--wait", paramLabel = "DURATION", converter = DurationConverter.class,
            description = "Wait while a plugin of the same id is being unloaded, for at most this long.")
    private Duration waiting;

    @Option(names = "--dry-run",
            description = "Load nothing, but say what would be loaded and everything that would be refused.")
    private boolean dry;

    @Option(names = "--link-policy", paramLabel = "POLICY", converter = LinkPolicyConverter.class,
            completionCandidates = LinkPolicyConverter.Policies.class, description = LinkPolicyConverter.DESCRIPTION)
    private LinkPolicy policy;

    /** The request at which the command is, and its file. */
    private LoadRequest at;
    private Path current;
    /** Those that share their names with others. */
    private Set<Path> namesakes = Set.of();
    /** Ids of what was refused before that. */
    private final Set<String> failed = new HashSet<>();

    LoadCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        List<LoadRequest> requests = requests();
        namesakes = namesakes(requests);
        return (dry ? rehearse(requests) : load(requests)) ? ExitCode.OK : Refusals.REFUSED;
    }

    private boolean load(List<LoadRequest> requests) {
        Progress progress = new Progress(out(), requests.size(), session.width(), session.colors() && !isJson());
        LoadTally tally = new LoadTally();
        Map<Path, LoadOutcome> circles = loadCircles(requests);
        for (LoadRequest request : requests) {
            at = request;
            current = request.file();
            progress.at(tally.size() + 1, String.valueOf(current.getFileName()));
            try {
                PluginHandle plugin = circles.containsKey(current) ? plugin(circles.get(current))
                        : host.load(current, options(request));
                progress.clear();
                tally.loaded(current, plugin);
                if (!isJson()) {
                    print("loaded " + plugin.id() + " " + plugin.version());
                }
            } catch (PluginException refusal) {
                progress.clear();
                Optional<PluginInfo> present = present(request, refusal);
                if (present.isPresent()) {
                    tally.alreadyThere(current, present.get());
                    tellPresent(present.get().id(), present.get().version());
                } else {
                    tally.refused(current, error(refusal));
                    refused(refusal);
                    refusal.pluginId().ifPresent(failed::add);
                }
                if (refusal.reason() == Reason.INTERRUPTED) {
                    break;
                }
            }
        }
        if (tally.size() < requests.size()) {
            complain("not tried any more: " + requests.stream().skip(tally.size()).map(LoadRequest::file)
                    .map(Path::toString).collect(Collectors.joining(", ")));
        }
        if (isJson()) {
            print(tally.document());
        } else if (requests.size() > 1) {
            print(tally.sentence());
        }
        return tally.isComplete();
    }

    /** Those that require each other can only be told so together: by itself, each would lack the next. */
    private Map<Path, LoadOutcome> loadCircles(List<LoadRequest> requests) {
        Set<Path> files = circles(requests).keySet();
        Map<Path, LoadOptions> together = new LinkedHashMap<>();
        requests.stream().filter(request -> files.contains(request.file()))
                .forEach(request -> together.put(request.file(), options(request)));
        return together.isEmpty() ? Map.of() : host.loadAll(together).stream()
                .collect(Collectors.toMap(LoadOutcome::file, Function.identity()));
    }

    private Map<Path, PluginException> circles(List<LoadRequest> requests) {
        return requests.size() > 1 ? host.dryRun().circles(requests.stream().map(LoadRequest::file).toList()) : Map.of();
    }

    private static PluginHandle plugin(LoadOutcome outcome) {
        return outcome.plugin().orElseThrow(() -> outcome.failure().orElseThrow());
    }

    /** The plugin that makes a load needless, and with it the refusal: as the kernel's modprobe has it. */
    private Optional<PluginInfo> present(LoadRequest request, PluginException refusal) {
        if (refusal.reason() != Reason.ALREADY_LOADED) {
            return Optional.empty();
        }
        return new AlreadyThere(host, request, refusal.pluginId().orElseThrow()).needless();
    }

    private void tellPresent(String id, String version) {
        if (!isJson()) {
            print("already there: " + id + " " + version);
        }
    }

    /** Each file is held against those before it, as if they had been loaded. */
    private boolean rehearse(List<LoadRequest> requests) {
        DryRun run = host.dryRun();
        boolean loadable = true;
        List<Document> documents = new ArrayList<>();
        Set<String> before = new HashSet<>();
        Map<Path, PluginException> circles = circles(requests);
        for (LoadRequest request : requests) {
            at = request;
            current = request.file();
            Inspection inspection = inspect(run, request, circles);
            Optional<PluginDescription> plugin = inspection.plugin();
            // Whatever else there is, the load stops at that.
            boolean needless = inspection.refusals().stream().anyMatch(refusal ->
                    refusal.reason() == Reason.ALREADY_LOADED && before.contains(plugin.orElseThrow().digest())
                    || present(request, refusal).isPresent());
            loadable &= inspection.isLoadable() || needless;
            if (needless) {
                tellPresent(plugin.orElseThrow().id(), plugin.orElseThrow().version());
            } else {
                inspection.refusals().forEach(this::refused);
                inspection.refusals().stream().flatMap(refusal -> refusal.pluginId().stream()).forEach(failed::add);
            }
            if (inspection.isLoadable()) {
                before.add(plugin.orElseThrow().digest());
            }
            documents.add(new Document().put("file", current).put("id", plugin.map(PluginDescription::id))
                    .put("version", plugin.map(PluginDescription::version))
                    .put("inspection", Documents.inspection(inspection)));
            if (inspection.isLoadable() && !isJson()) {
                print("would load " + plugin.orElseThrow().id() + " " + plugin.orElseThrow().version());
                print(LinkText.lines(inspection.findings().orElseThrow()));
            }
        }
        if (isJson()) {
            print(new Document().put("plugins", documents).put("loadable", loadable));
        }
        return loadable;
    }

    private Inspection inspect(DryRun run, LoadRequest request, Map<Path, PluginException> circles) {
        Inspection alone = run.load(current, options(request));
        PluginException circle = circles.get(current);
        return circle == null ? alone : new Inspection(current, alone.plugin(), alone.needs(), alone.findings(),
                Stream.concat(Stream.of(circle), alone.refusals().stream().filter(refusal ->
                        refusal.reason() != Reason.DEPENDENCY_MISSING)).toList());
    }

    private LoadOptions options(LoadRequest request) {
        LoadOptions options = session.terms().of(request.file(), request.options());
        options = waiting == null ? options : options.waiting(waiting);
        return policy == null ? options : options.linkPolicy(policy);
    }

    private List<LoadRequest> requests() {
        if (from != null && !withDependencies) {
            throw misuse("--from goes with --with-dependencies");
        }
        if (LoadRequest.isParameter(words.get(0))) {
            throw misuse(words.get(0) + " stands before any FILE"
                    + (words.get(0).endsWith(".jar") ? "; for the file of that name say ./" + words.get(0) : ""));
        }
        for (String word : words) {
            if (word.isEmpty() || word.startsWith("=")) {
                throw misuse("\"" + word + "\" is neither a FILE nor KEY=VALUE");
            }
        }
        LoadRequest.repeated(words).ifPresent(name -> {
            throw misuse(name + " is set more than once for one FILE; set it once");
        });
        List<LoadRequest> requests = LoadRequest.parse(words, session::file);
        return session.terms().inOrder(
                withDependencies ? LoadRequest.withRequired(requests, directory(), session) : requests);
    }

    private static Set<Path> namesakes(List<LoadRequest> requests) {
        return requests.stream().map(LoadRequest::file).distinct()
                .collect(Collectors.groupingBy(file -> String.valueOf(file.getFileName()))).values().stream()
                .filter(files -> files.size() > 1).flatMap(List::stream).collect(Collectors.toSet());
    }

    private Path directory() {
        Path directory = from == null ? session.plugins().orElseThrow(() -> misuse(
                "--with-dependencies: the host was started without --plugins; say with --from DIR where to look"))
                : file("--from", from);
        if (!Files.isDirectory(directory)) {
            throw misuse((from == null ? "--plugins " : "--from ") + directory + ": "
                    + (Files.exists(directory) ? "not a directory" : "no such directory"));
        }
        return directory;
    }

    @Override
    Optional<Path> mistakable() {
        return Optional.ofNullable(current).filter(file -> namesakes.contains(file) || isDevice(file));
    }

    @Override
    Optional<String> guess(PluginException refusal) {
        return switch (refusal.reason()) {
            case BAD_IMAGE -> Suggestion.file(current).or(() -> Suggestion.elsewhere(current, session));
            case INVALID_PARAMETER -> Suggestion.parameter(refusal, host.describe(current).parameters());
            default -> super.guess(refusal);
        };
    }

    @Override
    String remedy(PluginException refusal) {
        return switch (refusal.reason()) {
            case ALREADY_LOADED -> new AlreadyThere(host, at, refusal.pluginId().orElseThrow()).remedy();
            case DEPENDENCY_MISSING -> supply(refusal);
            case INVALID_PARAMETER -> Optional.of(session.configuration().remedy(refusal))
                    .filter(configured -> !configured.isEmpty()).orElseGet(() ->
                            refusal.detail(PluginException.Parameter.class).map(this::parameters).orElse(""));
            // A wait would be in vain while nobody unloads it.
            case BUSY -> UnloadTerms.isOfOneAdrift(refusal) ? UnloadTerms.goOn(refusal.pluginId().orElse("ID"))
                    : waiting == null && refusal.getMessage().endsWith("; try again when it is gone")
                    ? "; --wait 5s does that" : "";
            default -> "";
        };
    }

    private String supply(PluginException refusal) {
        boolean alone = refusal.detail(PluginException.Defects.class).stream()
                .allMatch(found -> found.lines().size() == 1);
        List<String> required = host.describe(current).requires().stream()
                .filter(requirement -> !requirement.endsWith("?")).map(LoadOrder::idOf).toList();
        Optional<String> going = required.stream().filter(this::isGoing).findFirst();
        if (going.isPresent()) {
            return "; plugin why " + going.get() + " says what keeps it";
        }
        List<String> missing = required.stream().filter(id -> host.plugin(id).isEmpty()).toList();
        if (!missing.isEmpty() && failed.containsAll(missing)) {
            return "; why that was refused is said above";
        }
        Optional<String> blocked = missing.stream().filter(session.configuration().current()::isBlocked).findFirst();
        if (withDependencies && blocked.isPresent()) {
            return "; " + blocked.get() + " is blocked by "
                    + session.configuration().path().map(Path::toString).orElse("")
                    + ", blocklist; take it off that list, or name its file too";
        }
        return withDependencies ? "; " + directory() + " has none that will do"
                + (session.configuration().current().blocklist().isEmpty() ? ""
                        : "; plugin config shows what is not taken from there")
                : alone ? ", or use --with-dependencies" : "; --with-dependencies loads what is missing";
    }

    private boolean isGoing(String id) {
        return host.plugin(id).filter(row -> row.state() == PluginState.GOING).isPresent();
    }

    private String parameters(PluginException.Parameter refused) {
        if (refused.value() == null) {
            return "; give " + refused.name() + "=VALUE after the file";
        }
        List<String> declared = host.describe(current).parameters().stream()
                .map(PluginDescription.Parameter::name).toList();
        return declared.isEmpty() ? "; leave " + refused.name() + " out"
                : declared.contains(refused.name()) || Suggestion.nearest(refused.name(), declared).isPresent() ? ""
                        : "; plugin info " + current + " shows them";
    }
}
