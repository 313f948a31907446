package dev.hotplug.console.dropin;

import static org.awaitility.Awaitility.await;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.console.config.ConfigurationFile;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A host that follows a directory in a hurry, and what it told. */
final class Watching implements AutoCloseable {

    static final Pace HURRY = new Pace(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMillis(50),
            Duration.ofMillis(1), Duration.ofMillis(50), Duration.ofMillis(10));
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path directory;
    private final Path aside;
    private final PluginHost host = PluginHost.builder().build();
    private final DropInReport report = new DropInReport();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final DropInDirectory watched;

    private Watching(Path root, Folder.Changes changes, Consumer<String> first, Pace pace) throws IOException {
        directory = Files.createDirectories(root.resolve("plugins"));
        aside = Files.createDirectories(root.resolve("aside"));
        Folder folder = changes == null ? new Folder(directory) : new Folder(directory, changes);
        watched = new DropInDirectory(host, folder, ConfigurationFile.in(directory), report, line -> {
            told.add(line);
            first.accept(line);
        }, pace);
    }

    /** Over {@code plugins} in a directory. */
    static Watching in(Path root) throws IOException {
        return new Watching(root, null, line -> { }, HURRY);
    }

    static Watching in(Path root, Folder.Changes changes, Pace pace) throws IOException {
        return new Watching(root, changes, line -> { }, pace);
    }

    /** Also tells somebody else. */
    static Watching in(Path root, Consumer<String> operator) throws IOException {
        return new Watching(root, null, operator, HURRY);
    }

    boolean start() {
        return watched.start();
    }

    Path directory() {
        return directory;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    PluginHost host() {
        return host;
    }

    DropInReport report() {
        return report;
    }

    List<String> told() {
        return List.copyOf(told);
    }

    /** Replaces a file in one step, as whoever copies carefully does. */
    Path put(String file, PluginJar plugin) throws IOException {
        return Files.move(plugin.write(aside.resolve(file)), file(file), StandardCopyOption.REPLACE_EXISTING);
    }

    /** A file that was there long before. */
    Path putOld(String file, PluginJar plugin) throws IOException {
        return Files.setLastModifiedTime(put(file, plugin), FileTime.fromMillis(1_000_000_000_000L));
    }

    /** What runs: versions by id. */
    Map<String, String> running() {
        return host.plugins().stream().filter(plugin -> plugin.state() == PluginState.LIVE)
                .collect(Collectors.toMap(PluginInfo::id, PluginInfo::version));
    }

    void awaitRunning(Map<String, String> expected) {
        awaitThat(() -> running().equals(expected));
    }

    /** Waits for a line that begins so, and gives it. */
    String awaitTold(String beginning) {
        awaitThat(() -> told.stream().anyMatch(line -> line.startsWith(beginning)));
        return told.stream().filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
    }

    void awaitThat(BooleanSupplier condition) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
            if (!condition.getAsBoolean()) {
                throw new AssertionError("not yet; told: " + told + ", running: " + running());
            }
        });
    }

    /** What has happened so far was acted on when a plugin that was put there after it has come up. */
    void awaitNextLook() throws IOException {
        put("beacon.jar", PluginJar.plugin("beacon", "1.0.0"));
        awaitTold("loaded beacon");
        Files.delete(file("beacon.jar"));
        awaitTold("unloaded beacon");
        told.removeIf(line -> line.contains("beacon"));
    }

    @Override
    public void close() {
        watched.close();
        host.close();
    }
}
