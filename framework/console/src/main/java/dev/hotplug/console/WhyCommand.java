package dev.hotplug.console;

import dev.hotplug.HostEvent;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.console.config.ConfigurationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** What an operator asks who is stuck. */
@Command(name = "why", sortOptions = false,
        description = "Says why a plugin is not live, or why it could not be unloaded now.")
final class WhyCommand extends HostCommand {

    @Parameters(paramLabel = "ID", description = "The plugin's id; it need not be loaded.")
    private String id;

    WhyCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        // As the list shows one that has lost its id to another: why that one stays is told with what has the id.
        id = session.id(id.replaceFirst("#[0-9]+$", ""));
        Optional<PluginInfo> plugin = host.plugin(id);
        List<String> sentences = new ArrayList<>(host.diagnose(id));
        (plugin.isEmpty() ? session.watch().absence(id).or(this::blocked) : newer()).ifPresent(sentences::add);
        Optional<String> guess = plugin.isPresent() ? Optional.empty() : guess();
        if (isJson()) {
            print(new Document().put("id", id).put("plugin", plugin.map(Documents::row)).put("sentences", sentences)
                    .put("guess", guess));
        } else {
            for (int index = 0; index < sentences.size(); index++) {
                print(Refusals.oneLine(sentences.get(index)) + (index == 0 ? Suggestion.asked(guess) : ""));
            }
        }
        return ExitCode.OK;
    }

    private Optional<String> blocked() {
        ConfigurationFile file = session.configuration();
        return file.path().filter(path -> file.current().isBlocked(id)).map(path -> "blocked by " + path
                + ", blocklist: it is neither loaded from that directory nor because another plugin requires it; take "
                + "it off that list, or name its file: plugin load FILE");
    }

    /** What became of a file that was to take its place. */
    private Optional<String> newer() {
        try {
            return session.watch().failure(id, host.describe(id).digest());
        } catch (PluginException goneMeanwhile) {
            return Optional.empty();
        }
    }

    /** Only for an id of which nothing is known. */
    private Optional<String> guess() {
        Set<String> known = new TreeSet<>();
        host.events(0).stream().map(HostEvent::id).forEach(known::add);
        known.addAll(Suggestion.ids(session));
        return known.contains(id) ? Optional.empty() : Suggestion.nearest(id, known);
    }
}
