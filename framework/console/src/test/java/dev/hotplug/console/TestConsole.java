package dev.hotplug.console;

import dev.hotplug.PluginHost;
import dev.hotplug.PluginHostBuilder;
import dev.hotplug.console.config.ConfigurationException;
import dev.hotplug.console.config.ConfigurationFile;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real host, and the shell's commands on it. What they print is kept until the next line is run. */
final class TestConsole implements AutoCloseable {

    private final Path directory;
    private final PluginHost host;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ConfigurationFile configuration;
    private final Session session;
    private final Interpreter interpreter;

    TestConsole(Path directory) {
        this(directory, PluginHost.builder());
    }

    TestConsole(Path directory, PluginHostBuilder settings) {
        this.directory = directory;
        host = settings.build();
        configuration = ConfigurationFile.in(directory);
        session = Session.own(host).with(null, configuration);
        interpreter = interpreter(session);
    }

    private Interpreter interpreter(Session of) {
        return new Interpreter(of, new PrintWriter(out), new PrintWriter(err));
    }

    PluginHost host() {
        return host;
    }

    /** Writes a plugin's JAR and gives its path as a word of a command. */
    String jar(String name, PluginJar plugin) {
        return "'" + plugin.write(directory.resolve(name + ".jar")) + "'";
    }

    /** Writes and loads a plugin that does nothing. */
    void load(String id, String version, String... requires) {
        host.load(PluginJar.plugin(id, version).requires(requires).write(directory.resolve(id + ".jar")));
    }

    /** Puts a configuration in force. */
    void configure(String yaml) throws IOException, ConfigurationException {
        Files.writeString(directory.resolve(ConfigurationFile.NAME), yaml);
        configuration.read();
    }

    /** Writes a configuration that cannot be used, and has it read as a watched one is. */
    void misconfigure(String yaml) throws IOException {
        Files.writeString(directory.resolve(ConfigurationFile.NAME), yaml);
        configuration.reread();
    }

    int run(String line) {
        forget();
        return interpreter.run(line);
    }

    int script(boolean keepGoing, String... lines) throws IOException {
        forget();
        ScriptLines script = new ScriptLines(new BufferedReader(new StringReader(String.join("\n", lines))));
        return new ScriptShell(interpreter(session.of(script)), keepGoing).run(script);
    }

    List<String> out() {
        return out.toString().lines().toList();
    }

    List<String> err() {
        return err.toString().lines().toList();
    }

    @Override
    public void close() {
        host.close();
    }

    private void forget() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }
}
