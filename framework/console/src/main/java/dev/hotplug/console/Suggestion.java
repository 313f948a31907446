package dev.hotplug.console;

import dev.hotplug.PluginDescription;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Reason;
import dev.hotplug.console.text.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Guesses which word was meant by one that does not exist. */
final class Suggestion {

    /** Where operators come from: other shells, the kernel's tools, and OSGi's shell. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(Map.entry("quit", "exit"),
            Map.entry("q", "exit"), Map.entry("bye", "exit"), Map.entry("logout", "exit"), Map.entry("?", "help"),
            Map.entry("insmod", "plugin load"), Map.entry("modprobe", "plugin load"),
            Map.entry("rmmod", "plugin unload"), Map.entry("lsmod", "plugin list"), Map.entry("lb", "plugin list"),
            Map.entry("modinfo", "plugin info"), Map.entry("depmod", "plugin deps"), Map.entry("diag", "plugin why"),
            Map.entry("dmesg", "plugin events"));

    private Suggestion() {
    }

    /** The id or alias that may have been meant, if a refusal says that there is no such plugin. */
    static Optional<String> id(PluginException refusal, Session session) {
        return refusal.reason() != Reason.NOT_FOUND ? Optional.empty()
                // The name of one in quarantine is no misspelt one.
                : refusal.pluginId().filter(word -> !Names.isOfQuarantined(word, session.host()))
                        .flatMap(word -> nearest(withoutFile(word), ids(session))
                                // One that is there, and was refused for another reason.
                                .filter(guess -> !guess.equals(word)));
    }

    /** What a command takes for an id: those of loaded plugins, then aliases. */
    static List<String> ids(Session session) {
        return Stream.concat(session.host().plugins().stream().filter(plugin -> !Names.isQuarantined(plugin))
                .map(PluginInfo::id), session.configuration().current().aliases().keySet().stream())
                .distinct().toList();
    }

    /** The command below this one that may have been meant; also one that lies a word deeper. */
    static Optional<String> command(String word, CommandLine parent) {
        Map<String, CommandLine> commands = parent.getSubcommands();
        return commands.entrySet().stream().filter(command -> command.getValue().getSubcommands().containsKey(word))
                .map(command -> command.getKey() + " " + word).findFirst()
                .or(() -> command(word, commands.keySet()));
    }

    /** The command that may have been meant, or that does what a command of that name does elsewhere. */
    static Optional<String> command(String word, Collection<String> commands) {
        return nearest(word, commands).or(() -> Optional.ofNullable(ELSEWHERE.get(word))
                .map(known -> commands.contains("plugin") ? known : known.replace("plugin ", ""))
                .filter(known -> commands.contains(known.split(" ")[0])));
    }

    /** What is left if the file was named instead of the plugin. */
    private static String withoutFile(String word) {
        return word.endsWith(".jar")
                ? word.substring(word.lastIndexOf('/') + 1, word.length() - ".jar".length()) : word;
    }

    /** The file of the same directory that may have been meant by one that is not there. */
    static Optional<String> file(Path missing) {
        Path name = missing.getFileName();
        if (name == null || Files.exists(missing)) {
            return Optional.empty();
        }
        Path completed = missing.resolveSibling(name + ".jar");
        if (Files.exists(completed)) {
            return Optional.of(completed.toString());
        }
        Path directory = missing.toAbsolutePath().getParent();
        try (Stream<Path> files = Files.list(directory)) {
            // A link to nowhere is in the list, though it is not there.
            return nearest(name.toString(), files.filter(Files::exists).map(file -> file.getFileName().toString())
                    .sorted().toList())
                    .map(guess -> missing.resolveSibling(guess).toString());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The file of the host's directory of plugins that may have been meant by the name alone. */
    static Optional<String> elsewhere(Path missing, Session session) {
        Path name = missing.getFileName();
        return name == null || Files.exists(missing) ? Optional.empty()
                : session.plugins().flatMap(directory -> Stream.of(name.toString(), name + ".jar")
                        .map(directory::resolve).filter(Files::exists).map(Path::toString).findFirst());
    }

    /** The parameter that may have been meant, if a refusal says that there is no such parameter. */
    static Optional<String> parameter(PluginException refusal, List<PluginDescription.Parameter> declared) {
        List<String> names = declared.stream().map(PluginDescription.Parameter::name).toList();
        return refusal.detail(PluginException.Parameter.class).map(PluginException.Parameter::name)
                .filter(name -> !names.contains(name)).flatMap(name -> nearest(name, names));
    }

    /** A guess as the end of a complaint; nothing if there is none. */
    static String asked(Optional<String> guess) {
        return guess.map(word -> " (did you mean " + word + "?)").orElse("");
    }

    /** What to add to a complaint about a word: the nearest of those that would do, or nothing. */
    static String among(Collection<String> candidates, String word) {
        return asked(nearest(word, candidates));
    }

    /** The candidate that is written nearly the same, or that the word begins. */
    static Optional<String> nearest(String word, Collection<String> candidates) {
        return Spelling.nearest(word, candidates);
    }
}
