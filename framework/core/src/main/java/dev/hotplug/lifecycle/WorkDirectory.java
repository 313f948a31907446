package dev.hotplug.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** A host's own directory, readable by its owner only: staged images, and data of plugins that has no other place. */
final class WorkDirectory {

    private final Path root;

    WorkDirectory(Path parent) {
        try {
            Files.createDirectories(parent);
            root = Files.createTempDirectory(parent, "hotplug-");
            Files.createDirectories(staged());
            Files.createDirectories(scratch());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a work directory in " + parent, e);
        }
    }

    Path staged() {
        return root.resolve("staged");
    }

    Path scratch() {
        return root.resolve("scan");
    }

    Path data() {
        return root.resolve("data");
    }

    void delete() {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LoggerFactory.getLogger("dev.hotplug").warn("cannot delete the work directory {}: {}", root,
                    Refusal.describe(e));
        }
    }
}
