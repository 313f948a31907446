package dev.hotplug;

import dev.hotplug.api.PluginListener;
import dev.hotplug.lifecycle.Arena;
import dev.hotplug.lifecycle.HostSettings;
import dev.hotplug.lifecycle.Step;
import dev.hotplug.model.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Builds a {@link PluginHost}. Not safe for use by many threads. */
public final class PluginHostBuilder {

    private ClassLoader hostLoader;
    private final Set<String> sharedPackages = new TreeSet<>();
    private Path workDirectory = Path.of(System.getProperty("java.io.tmpdir"));
    private Path dataDirectory;
    private Path indexDirectory;
    /** {@code null} for the defaults, as the other two: what nobody sets need not be loaded. */
    private HostLimits limits;
    private Duration startLimit;
    private Duration stopLimit;
    private Duration threadLimit = Duration.ofSeconds(5);
    private Duration waitLimit = Duration.ofSeconds(30);
    private Duration closeLimit = Duration.ofSeconds(10);
    private final List<PluginListener> listeners = new ArrayList<>();
    private LinkPolicy linkPolicy;
    private boolean trackHolders;
    private final List<HostAttachment> attachments = new ArrayList<>();
    private Step.Probe probe;

    PluginHostBuilder(ClassLoader hostLoader) {
        this.hostLoader = hostLoader == null ? ClassLoader.getSystemClassLoader() : hostLoader;
    }

    /**
     * The loader of the shared packages.
     *
     * @param loader the loader; by default that of the class that called {@link PluginHost#builder}
     * @return this
     */
    public PluginHostBuilder hostClassLoader(ClassLoader loader) {
        hostLoader = Objects.requireNonNull(loader, "loader");
        return this;
    }

    /**
     * Lets plugins link against packages of the host, beside the JDK's and the plugin API. What is not shared, a plugin
     * does not see.
     *
     * @param packages names of packages, each without the packages below it
     * @return this
     * @throws IllegalArgumentException if one cannot be the name of a package; then none is shared
     */
    public PluginHostBuilder sharePackages(String... packages) {
        for (String name : packages) {
            if (!isPackageName(name)) {
                throw new IllegalArgumentException("shared package \"" + name
                        + "\" (expected: the name of one package, as com.acme.app.spi)");
            }
        }
        sharedPackages.addAll(Arrays.asList(packages));
        return this;
    }

    private static boolean isPackageName(String name) {
        boolean begins = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(begins ? Character.isJavaIdentifierStart(c) : c == '.' || Character.isJavaIdentifierPart(c))) {
                return false;
            }
            begins = c == '.';
        }
        return !begins;
    }

    /**
     * Where the host makes a directory of its own for copies of the plugins' JARs, readable by its owner only. It is
     * deleted when the host is closed.
     *
     * @param directory by default the JVM's directory for temporary files
     * @return this
     */
    public PluginHostBuilder workDirectory(Path directory) {
        workDirectory = Objects.requireNonNull(directory, "directory");
        return this;
    }

    /**
     * Where plugins keep their files from one load to the next, in a directory for each id.
     *
     * @param directory by default a place in the host's own directory, which goes with the host
     * @return this
     */
    public PluginHostBuilder dataDirectory(Path directory) {
        dataDirectory = Objects.requireNonNull(directory, "directory");
        return this;
    }

    /**
     * Where the host keeps what it found out about plugins, so that one that has not changed is neither scanned nor
     * linked again by the next host. Hosts, of other processes too, may share it. It may be deleted at any time; if it
     * cannot be used, that is logged, and everything works without it. Its files are readable by their owner only; a
     * directory that others may write into, or that belongs neither to the user whom the host runs as nor to root, is not
     * used.
     *
     * @param directory made if it is not there; by default {@code .index} in the {@linkplain #dataDirectory data
     *     directory}, if one was set, else there is no index
     * @return this
     */
    public PluginHostBuilder indexDirectory(Path directory) {
        indexDirectory = Objects.requireNonNull(directory, "directory");
        return this;
    }

    /**
     * What one JAR, and all plugins together, may take at most.
     *
     * @param most by default {@link HostLimits#defaults}
     * @return this
     */
    public PluginHostBuilder limits(HostLimits most) {
        limits = Objects.requireNonNull(most, "most");
        return this;
    }

    /**
     * Limits the time that a plugin's own code may take to come up, where the load does not say otherwise. With a
     * limit, it runs on a thread of the plugin; without, on the thread that loads. The time of listeners, which hear of it
     * meanwhile, does not count and is not limited.
     *
     * @param limit more than zero; by default there is none
     * @return this
     */
    public PluginHostBuilder startLimit(Duration limit) {
        startLimit = Durations.positive(limit, "startLimit");
        return this;
    }

    /**
     * Limits the time that a plugin's {@code stop} may take. With a limit, it runs on a thread of the plugin; without, on
     * the thread that unloads. A plugin whose {@code stop} does not return is kept in quarantine. Where the JVM can
     * start no further thread, it runs without the limit, and the unload's problems say so.
     *
     * @param limit more than zero; by default there is none
     * @return this
     */
    public PluginHostBuilder stopLimit(Duration limit) {
        stopLimit = Durations.positive(limit, "stopLimit");
        return this;
    }

    /**
     * Limits the time that an unload waits for the plugin's threads, which have been interrupted. A plugin whose threads
     * do not end is kept in quarantine.
     *
     * @param limit more than zero; by default 5 s
     * @return this
     */
    public PluginHostBuilder threadLimit(Duration limit) {
        threadLimit = Durations.positive(limit, "threadLimit");
        return this;
    }

    /**
     * Limits the time that a load waits for another load, of the same plugin or of one that it requires, and that a
     * parameter's setting waits for another of the same. When it is up, what waits fails with
     * {@link dev.hotplug.api.Reason#BUSY}.
     *
     * @param limit more than zero; by default 30 s
     * @return this
     */
    public PluginHostBuilder waitLimit(Duration limit) {
        waitLimit = Durations.positive(limit, "waitLimit");
        return this;
    }

    /**
     * Limits the time that {@link PluginHost#close} lets calls in flight take to end, over all plugins.
     *
     * @param limit more than zero; by default 10 s
     * @return this
     */
    public PluginHostBuilder closeLimit(Duration limit) {
        closeLimit = Durations.positive(limit, "closeLimit");
        return this;
    }

    /**
     * Adds a listener that hears of every plugin.
     *
     * @param listener the listener
     * @return this
     */
    public PluginHostBuilder listener(PluginListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Says what the linker refuses, where a load does not say otherwise.
     *
     * @param policy by default {@link LinkPolicy#OWN_CLASSES}
     * @return this
     */
    public PluginHostBuilder linkPolicy(LinkPolicy policy) {
        linkPolicy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Lets an unload that is refused name who holds the plugin: thread, line, and since when. Without it, only a drain that
     * gives up names threads: platform threads with the plugin's code on their stacks, no virtual ones. Costs each guarded
     * call a clock reading and two accesses to a shared map.
     *
     * @param track by default {@code false}
     * @return this
     */
    public PluginHostBuilder trackHolders(boolean track) {
        trackHolders = track;
        return this;
    }

    /**
     * Opens something on the host when it is built, as a socket for its operator. It is closed first when the host is
     * closed; of several, the latest first. Without this call the host opens nothing.
     *
     * @param attachment what to open
     * @return this
     */
    public PluginHostBuilder attach(HostAttachment attachment) {
        attachments.add(Objects.requireNonNull(attachment, "attachment"));
        return this;
    }

    /** The default's name is no plugin's id, so it is in nobody's way there. */
    private Optional<Path> indexDirectory() {
        return indexDirectory != null ? Optional.of(indexDirectory)
                : dataDirectory == null ? Optional.empty() : Optional.of(dataDirectory.resolve(".index"));
    }

    /** Lets a test fail any step. */
    PluginHostBuilder probe(Step.Probe stepProbe) {
        probe = stepProbe;
        return this;
    }

    /**
     * Builds the host, makes its work directory and opens what is attached.
     *
     * @return the host
     * @throws UncheckedIOException if the work directory cannot be made, the data directory is a file, or something
     *     attached cannot be opened; then nothing stays open
     */
    public PluginHost build() {
        if (dataDirectory != null && Files.exists(dataDirectory) && !Files.isDirectory(dataDirectory)) {
            throw new UncheckedIOException(new NotDirectoryException("data directory " + dataDirectory
                    + " is a file; expected a directory, or nothing there yet"));
        }
        PluginHost host = new PluginHost(new HostSettings(hostLoader, sharedPackages, workDirectory,
                Optional.ofNullable(dataDirectory), indexDirectory(),
                limits == null ? Limits.DEFAULT : limits.image(),
                limits == null ? Arena.Limits.DEFAULT : limits.arena(), Optional.ofNullable(startLimit),
                Optional.ofNullable(stopLimit), threadLimit, waitLimit, closeLimit, listeners,
                linkPolicy == null ? Optional.empty() : Optional.of(linkPolicy.refusedFrom()), trackHolders,
                Optional.ofNullable(probe)));
        boolean complete = false;
        try {
            for (HostAttachment attachment : attachments) {
                host.attachments().open(attachment, host);
            }
            complete = true;
            return host;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        } finally {
            if (!complete) {
                host.close();
            }
        }
    }
}
