package dev.hotplug.console.dropin;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a watch that each begin with an empty directory, nobody looking at it yet. */
abstract class OverADirectory {

    @TempDir
    Path root;
    Watching watching;

    @BeforeEach
    final void open() throws IOException {
        watching = Watching.in(root);
    }

    @AfterEach
    final void close() {
        watching.close();
    }
}
