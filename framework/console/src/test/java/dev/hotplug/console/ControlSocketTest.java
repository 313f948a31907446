package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.PluginHost;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {

    @TempDir
    private Path directory;

    @Test
    void build_socketWhoseDirectoryIsNotThere_makesIt() {
        Path socket = directory.resolve("hotplug/host.sock");
        try (PluginHost host = PluginHost.builder().attach(ControlSocket.makingDirectory(socket)).build()) {
            assertThat(host.plugins()).isEmpty();
            assertThat(socket).exists();
        }
    }

    @Test
    void build_socketWhoseDirectoryCannotBeMade_saysWhichAndWhatToDo() {
        Path socket = directory.resolve("nowhere/hotplug/host.sock");

        UncheckedIOException refusal = catchThrowableOfType(UncheckedIOException.class, () ->
                PluginHost.builder().attach(ControlSocket.makingDirectory(socket)).build());

        assertThat(ControlSocket.isCauseOf(refusal)).isTrue();
        assertThat(refusal).hasMessageStartingWith(socket + ": cannot listen here: its directory ")
                .hasMessageEndingWith("; make " + socket.getParent() + " first, or name another socket");
    }
}
