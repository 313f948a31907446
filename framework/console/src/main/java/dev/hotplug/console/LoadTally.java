package dev.hotplug.console;

import dev.hotplug.PluginHandle;
import dev.hotplug.api.PluginInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What came of the files of one {@code load}. Used by one thread. */
final class LoadTally {

    private final List<Document> plugins = new ArrayList<>();
    private int loaded;
    private int alreadyThere;
    private int failed;

    void loaded(Path file, PluginHandle plugin) {
        loaded++;
        plugins.add(Documents.loaded(file, plugin));
    }

    void alreadyThere(Path file, PluginInfo plugin) {
        alreadyThere++;
        plugins.add(Documents.alreadyThere(file, plugin));
    }

    void refused(Path file, Document error) {
        failed++;
        plugins.add(Documents.notLoaded(file, error));
    }

    /** How many files were tried. */
    int size() {
        return plugins.size();
    }

    boolean isComplete() {
        return failed == 0;
    }

    String sentence() {
        return loaded + " loaded" + (alreadyThere == 0 ? "" : ", " + alreadyThere + " already there")
                + (failed == 0 ? "" : ", " + failed + " failed");
    }

    Document document() {
        return new Document().put("plugins", plugins).put("loaded", loaded).put("alreadyThere", alreadyThere)
                .put("failed", failed);
    }
}
