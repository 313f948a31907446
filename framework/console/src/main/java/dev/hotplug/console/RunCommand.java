package dev.hotplug.console;

import dev.hotplug.LinkPolicy;
import dev.hotplug.LoadOutcome;
import dev.hotplug.PluginHost;
import dev.hotplug.PluginHostBuilder;
import dev.hotplug.console.client.SocketPath;
import dev.hotplug.console.config.ConfigurationException;
import dev.hotplug.console.config.ConfigurationFile;
import dev.hotplug.console.dropin.DropInDirectory;
import dev.hotplug.console.dropin.DropInReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a host, loads a directory of plugins and hands over to a shell. */
@Command(name = "run", sortOptions = false,
        description = "Starts a host with a shell: interactive on a terminal, line by line on a pipe.",
        exitCodeListHeading = "%nExit codes on a pipe:%n",
        exitCodeList = {"0:every command was carried out, or --keep-going was given",
            "1:a command was refused, or a plugin of DIR was", "2:a command was misused"})
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--plugins", paramLabel = "DIR",
            description = "Load every *.jar of this directory, in the order that their dependencies ask for, and as "
                    + "plugins.yaml beside them says, if that is there.")
    private Path plugins;
    private ConfigurationFile configuration;

    @Option(names = "--watch",
            description = "Keep in step with the directory of --plugins: load what appears there, reload what is "
                    + "replaced, unload what is deleted.")
    private boolean watch;
    private DropInDirectory watched;
    private final DropInReport report = new DropInReport();

    @Option(names = "--data", paramLabel = "DIR",
            description = "Keep the plugins' own files here, and in .index what was found out about their JARs; "
                    + "without it all that goes when the host ends.")
    private Path data;

    @Option(names = "--start-limit", paramLabel = "DURATION", converter = DurationConverter.class,
            defaultValue = "60s",
            description = "How long the start of one plugin may take (default: ${DEFAULT-VALUE}). One that takes longer "
                    + "is given up.")
    private Duration startLimit;

    @Option(names = "--stop-limit", paramLabel = "DURATION", converter = DurationConverter.class,
            defaultValue = "60s",
            description = "How long all plugins together may take to stop when the program ends (default: "
                    + "${DEFAULT-VALUE}); any one of them half of that, and 30s at most. What has not stopped is named, "
                    + "and ends with the process.")
    private Duration stopLimit;

    @Option(names = "--link-policy", paramLabel = "POLICY", converter = LinkPolicyConverter.class,
            completionCandidates = LinkPolicyConverter.Policies.class, description = LinkPolicyConverter.DESCRIPTION)
    private LinkPolicy policy = LinkPolicy.OWN_CLASSES;

    @Option(names = "--limit", paramLabel = "NAME=NUMBER", converter = LimitSetting.Converter.class,
            completionCandidates = LimitSetting.NamesOfLimits.class, description = LimitSetting.DESCRIPTION)
    private List<LimitSetting> limits = List.of();

    @Option(names = "--socket", paramLabel = "PATH", arity = "0..1", fallbackValue = "",
            description = "Listen for one-shot clients (plugin ... --socket PATH) of the same user at this path; "
                    + "without PATH at HOTPLUG_SOCKET, else in XDG_RUNTIME_DIR/hotplug or ~/.hotplug.")
    private String socket;

    @Option(names = "--no-pager", description = "On a terminal: do not stop after each screenful.")
    private boolean unpaged;

    @Option(names = "--keep-going",
            description = "On a pipe: go on after a command that was not carried out, and end with 0.")
    private boolean keepGoing;

    @Override
    public Integer call() throws IOException {
        checkDirectory("--plugins", plugins, true);
        checkDirectory("--data", data, false);
        if (watch && plugins == null) {
            throw new ParameterException(spec.commandLine(), "--watch: watches the directory of --plugins; give both");
        }
        configuration = configuration();
        makeDataDirectory();
        try (RunningHost running = start()) {
            int loaded = watch ? watchDirectory() : loadDirectory(running.host());
            if (Terminals.isInteractive()) {
                if (socket != null) {
                    OperatorLog.tell("listening at " + (socket.isEmpty() ? SocketPath.byDefault() : socket));
                }
                InteractiveShell.run(session(running.host()), !unpaged);
                return ExitCode.OK;
            }
            ScriptLines script = new ScriptLines(Terminals.standardInput());
            int ended = new ScriptShell(interpreter(session(running.host()).of(script)), keepGoing).run(script);
            return ended == ExitCode.OK && !keepGoing ? loaded : ended;
        }
    }

    private ConfigurationFile configuration() {
        ConfigurationFile file = ConfigurationFile.in(plugins);
        try {
            file.read();
            return file;
        } catch (ConfigurationException unusable) {
            throw new ParameterException(spec.commandLine(), unusable.getMessage(), unusable);
        }
    }

    private RunningHost start() {
        try {
            return RunningHost.start(settings(), stopLimit);
        } catch (UncheckedIOException failure) {
            if (ControlSocket.isCauseOf(failure)) {
                throw new ParameterException(spec.commandLine(), "--socket " + failure.getMessage(), failure);
            }
            throw failure;
        }
    }

    private PluginHostBuilder settings() {
        PluginHostBuilder builder = PluginHost.builder().linkPolicy(policy).startLimit(startLimit)
                .limits(Limit.of(limits()));
        if (data != null) {
            builder.dataDirectory(data);
        }
        if (socket != null) {
            builder.attach((socket.isEmpty() ? ControlSocket.atDefault() : ControlSocket.at(Path.of(socket)))
                    .with(plugins, configuration, report));
        }
        if (watch) {
            builder.attach(host -> watched = new DropInDirectory(host, plugins, configuration, report,
                    OperatorLog::tell));
        }
        return builder;
    }

    private Map<Limit, Long> limits() {
        Map<Limit, Long> set = new EnumMap<>(Limit.class);
        for (LimitSetting setting : limits) {
            if (set.putIfAbsent(setting.limit(), setting.number()) != null) {
                throw new ParameterException(spec.commandLine(), "--limit " + setting.limit().word()
                        + ": given more than once; give it once");
            }
        }
        return set;
    }

    private Interpreter interpreter(Session session) {
        return new Interpreter(session, spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    private Session session(PluginHost host) {
        return Session.own(host).with(plugins, configuration, report);
    }

    private int loadDirectory(PluginHost host) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        RefusedFiles refused = new RefusedFiles(host, plugins, configuration);
        int result = ExitCode.OK;
        for (LoadOutcome outcome : host.loadAll(session(host).terms().ofAll(jars()))) {
            outcome.failure().ifPresent(refusal -> refused.lines(outcome.file(), refusal).forEach(err::println));
            result = outcome.failure().isPresent() ? Refusals.REFUSED : result;
        }
        err.flush();
        return result;
    }

    private int watchDirectory() {
        return watched.start() ? ExitCode.OK : Refusals.REFUSED;
    }

    private List<Path> jars() throws IOException {
        if (plugins == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(plugins)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** The host would get along without, but then what was to be kept is lost. */
    private void makeDataDirectory() {
        if (data == null) {
            return;
        }
        try {
            Files.createDirectories(data);
        } catch (IOException failure) {
            throw new ParameterException(spec.commandLine(), "--data " + data + ": cannot be made (" + failure + ")",
                    failure);
        }
        if (!Files.isWritable(data)) {
            throw new ParameterException(spec.commandLine(), "--data " + data + ": cannot be written to by this user");
        }
    }

    private void checkDirectory(String option, Path directory, boolean mustExist) {
        if (directory != null && directory.toString().isEmpty()) {
            throw new ParameterException(spec.commandLine(), option + HostCommand.EMPTY_NAME);
        }
        if (directory != null && (mustExist || Files.exists(directory)) && !Files.isDirectory(directory)) {
            throw new ParameterException(spec.commandLine(), option + " " + directory + ": "
                    + (Files.exists(directory) ? "not a directory" : "no such directory"));
        }
    }
}
