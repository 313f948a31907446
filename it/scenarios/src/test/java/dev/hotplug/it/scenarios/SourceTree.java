package dev.hotplug.it.scenarios;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this project is, and what its other modules built. */
final class SourceTree {

    private SourceTree() {
    }

    /** The directory of the README, as the build says it; otherwise found upwards from here. */
    static Path root() {
        String told = System.getProperty("hotplug.root");
        Path root = told == null ? Path.of("").toAbsolutePath() : Path.of(told);
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
            if (root == null) {
                throw new AssertionError("not inside the project; set -Dhotplug.root");
            }
        }
        return root;
    }

    static Path console() {
        return built("framework/console/target/hotplug.jar");
    }

    /** The script of the one-shot client. */
    static Path launcher() {
        return built("framework/console/target/plugin");
    }

    static Path samplePlugins() {
        return built("sample-plugins/target/plugins");
    }

    /** Libraries for plugins to carry; no class path has them. */
    static Path libraries() {
        return built("it/scenarios/target/libraries");
    }

    private static Path built(String path) {
        Path file = root().resolve(path);
        if (!Files.exists(file)) {
            throw new AssertionError(path + " is missing; build the whole project with ./mvnw package first");
        }
        return file;
    }
}
