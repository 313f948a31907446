package dev.hotplug.console;

import dev.hotplug.PluginDescription;
import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import dev.hotplug.console.config.ConfigurationFile;
import dev.hotplug.console.text.Plain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operator reads of files that the host does not start with. They named none of them: what is to be done is
 * to be done in the directory.
 *
 * @param host the host
 * @param directory where the files are
 * @param configuration what is written beside them
 */
record RefusedFiles(PluginHost host, Path directory, ConfigurationFile configuration) {

    List<String> lines(Path file, PluginException refusal) {
        try {
            return switch (refusal.reason()) {
                case ALREADY_LOADED -> alreadyLoaded(host.describe(file), refusal);
                case INVALID_PARAMETER -> invalidParameter(host.describe(file), refusal);
                default -> Refusals.lines(refusal);
            };
        } catch (PluginException goneMeanwhile) {
            return Refusals.lines(refusal);
        }
    }

    /** To unload the one that is loaded, as others are told, would not bring this one. */
    private List<String> alreadyLoaded(PluginDescription passedOver, PluginException refusal) {
        PluginDescription loaded = host.describe(passedOver.id());
        if (!loaded.file().toAbsolutePath().startsWith(directory.toAbsolutePath())) {
            return Refusals.lines(refusal);
        }
        String why = loaded.digest().equals(passedOver.digest()) ? "the same plugin as " + loaded.file()
                : loaded.file() + " holds " + loaded.id() + " " + loaded.version() + ", which is loaded";
        return List.of(Refusals.oneLine(refusal.reason() + ": " + passedOver.id() + " " + passedOver.version()
                + ": not loaded from " + passedOver.file() + ": " + why + "; delete one of them"));
    }

    private List<String> invalidParameter(PluginDescription plugin, PluginException refusal) {
        List<String> lines = new ArrayList<>(Refusals.lines(refusal));
        lines.set(0, lines.get(0) + Plain.text(configuration.remedy(refusal)
                + Suggestion.asked(Suggestion.parameter(refusal, plugin.parameters()))));
        return lines;
    }
}
