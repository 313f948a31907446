package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of mistakes has what is read in the host's own directory. */
class ForeignNamesTest {

    @Test
    void aClientInAnotherDirectory_readsTheSame(@TempDir Path directory) {
        StringWriter err = new StringWriter();
        try (PluginHost host = PluginHost.builder().build()) {
            Interpreter interpreter = new Interpreter(Session.remote(host, directory, 80, false),
                    new PrintWriter(err), new PrintWriter(err));
            interpreter.run("plugin load file:/nowhere/y.jar");
            interpreter.run("plugin load ~acme/y.jar");
            interpreter.run("plugin load y.jar");
        }

        assertThat(err.toString().lines()).satisfiesExactly(
                url -> assertThat(url).endsWith("; expected a path, not a URL: write /nowhere/y.jar"),
                home -> assertThat(home).endsWith("; expected a path, and ~acme is not expanded: write it out"),
                path -> assertThat(path).endsWith("there is no file " + directory.resolve("y.jar")));
    }
}
