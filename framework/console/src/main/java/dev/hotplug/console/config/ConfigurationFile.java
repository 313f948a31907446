package dev.hotplug.console.config;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The file {@value #NAME} in the directory of plugins, and what of it is in force: what it held when it was last read
 * without an error. A file that is not there says nothing.
 *
 * <p>Safe for use by many threads. One thread at a time reads; the others see what was there before, or all of the new.
 */
public final class ConfigurationFile {

    /** Its name. */
    public static final String NAME = "plugins.yaml";

    private static final long LARGEST = 1 << 20;

    private record State(Configuration configuration, Optional<String> source, Optional<String> problem) {
    }

    private final Path path;
    private volatile State state = new State(Configuration.EMPTY, Optional.empty(), Optional.empty());

    private ConfigurationFile(Path path) {
        this.path = path;
    }

    /**
     * The file of a directory, not read yet.
     *
     * @param directory the directory; {@code null} if the host has none, and then there is never a file
     * @return the file
     */
    public static ConfigurationFile in(Path directory) {
        return new ConfigurationFile(directory == null ? null : directory.resolve(NAME));
    }

    /** What is in force. */
    public Configuration current() {
        return state.configuration();
    }

    /** Where the file is or would be; empty if the host has no directory of plugins. */
    public Optional<Path> path() {
        return Optional.ofNullable(path);
    }

    /** Whether what is in force was read from the file, rather than there being none. */
    public boolean isPresent() {
        return state.source().isPresent();
    }

    /** Why the file as it is now is not what is in force; empty if it is, as far as it has been read. */
    public Optional<String> problem() {
        return state.problem();
    }

    /**
     * Reads it again. If that fails, what was in force stays, and the {@link #problem} says why.
     *
     * @return whether something else is in force now
     */
    public boolean reread() {
        Configuration before = current();
        try {
            read();
        } catch (ConfigurationException unusable) {
            state = new State(before, state.source(), Optional.of(unusable.getMessage()));
        }
        return !current().equals(before);
    }

    /**
     * Reads it.
     *
     * @throws ConfigurationException if it cannot be used; what was in force stays
     */
    public void read() throws ConfigurationException {
        Optional<String> text = text();
        if (!text.equals(state.source()) || state.problem().isPresent()) {
            Configuration read = text.isEmpty() ? Configuration.EMPTY
                    : new ConfigurationReader(String.valueOf(path)).read(text.get());
            state = new State(read, text, Optional.empty());
        }
    }

    /**
     * What is to be done about a refused load, if it is this file that sets the parameter which was refused.
     *
     * @param refusal why the load was refused
     * @return the rest of its sentence; empty if this file has no part in it
     */
    public String remedy(PluginException refusal) {
        Map<String, String> values = current().parameters().getOrDefault(refusal.pluginId().orElse(""), Map.of());
        return refusal.reason() == Reason.INVALID_PARAMETER && refusal.detail(PluginException.Parameter.class)
                .filter(found -> found.value() != null && found.value().equals(values.get(found.name()))).isPresent()
                ? "; " + path + " sets it, correct it there" : "";
    }

    private Optional<String> text() throws ConfigurationException {
        if (path == null) {
            return Optional.empty();
        }
        try {
            if (Files.size(path) > LARGEST) {
                throw new ConfigurationException(path + ": expected at most " + LARGEST + " bytes, found "
                        + Files.size(path), null);
            }
            return Optional.of(Files.readString(path, StandardCharsets.UTF_8));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (CharacterCodingException other) {
            throw new ConfigurationException(path + ": is not UTF-8; write it in that", other);
        } catch (IOException unreadable) {
            String why = Files.isDirectory(path) ? "is a directory" : Objects.toString(unreadable);
            throw new ConfigurationException(path + ": cannot be read: " + why, unreadable);
        }
    }
}
