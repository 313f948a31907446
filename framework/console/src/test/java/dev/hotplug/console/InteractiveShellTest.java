package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;

class InteractiveShellTest {

    private static final char CTRL_C = 3;
    private static final char CTRL_D = 4;

    @Test
    void run_refusedAndMisusedCommands_goesOnToTheNext() throws IOException {
        assertThat(typed("plugin unload nobody\nfrob\nplugin list\nexit\nplugin deps nobody\n"))
                .contains("NOT_FOUND: nobody")
                .contains("no command frob")
                .contains("no plugins loaded")
                .doesNotContain("NOT_FOUND: nobody: no such plugin");
    }

    @Test
    void run_controlC_clearsTheLineAndGoesOn() throws IOException {
        assertThat(typed("plugin unload nobody" + CTRL_C + "plugin list\nexit\n"))
                .contains("no plugins loaded")
                .doesNotContain("NOT_FOUND");
    }

    @Test
    void run_controlD_leaves() throws IOException {
        assertThat(typed("plugin list\n" + CTRL_D)).contains("hotplug> ", "no plugins loaded");
    }

    private static String typed(String keys) throws IOException {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        try (PluginHost host = PluginHost.builder().build();
                Terminal terminal = new ExternalTerminal("test", "ansi",
                        new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)), screen, StandardCharsets.UTF_8)) {
            InteractiveShell.run(host, terminal);
        }
        return screen.toString(StandardCharsets.UTF_8);
    }
}
