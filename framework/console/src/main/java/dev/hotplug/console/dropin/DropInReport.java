package dev.hotplug.console.dropin;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a watched directory holds of each plugin, for whoever wants to know while it is being watched. It says
 * nothing as long as nothing is watched.
 *
 * <p>Safe for use by many threads: the watching thread publishes, and readers see what it last did, all of it.
 */
public final class DropInReport {

    /**
     * Of one plugin.
     *
     * @param file the file that counts for it
     * @param content the digest of that file; empty if it cannot be used as it is
     * @param brought the digest of what was last loaded from the directory; empty if nothing was
     * @param absence why it would not come up by itself if it did not run; empty while that is being changed
     * @param failure what came of the file if that is not what runs; empty if nothing went wrong
     */
    record Standing(Path file, String content, String brought, String absence, String failure) {
    }

    private volatile Map<String, Standing> standings = Map.of();

    /** Makes one that says nothing yet. */
    public DropInReport() {
        // Until something is published.
    }

    /**
     * The file that a plugin would be reloaded from, which need not have the name that it was loaded from.
     *
     * @param id the plugin's id
     * @param digest of what runs, SHA-256 in hexadecimal
     * @return the file; empty if what runs did not come from the directory, or no file of it is left there
     */
    public Optional<Path> file(String id, String digest) {
        return standing(id, digest).map(Standing::file);
    }

    private Optional<Standing> standing(String id, String digest) {
        return Optional.ofNullable(standings.get(id)).filter(standing -> standing.brought().equals(digest));
    }

    /**
     * The file that holds what runs, which need not have the name that it was loaded from.
     *
     * @param id the plugin's id
     * @param digest of what runs, SHA-256 in hexadecimal
     * @return the file; empty if what runs did not come from the directory, or the file that counts there holds another
     */
    public Optional<Path> home(String id, String digest) {
        return standing(id, digest).filter(standing -> standing.content().equals(digest)).map(Standing::file);
    }

    /**
     * Why a plugin that does not run stays so though its file is there, and what to do.
     *
     * @param id the plugin's id
     * @return a sentence; empty if there is no such file, or it is just being acted upon
     */
    public Optional<String> absence(String id) {
        return Optional.ofNullable(standings.get(id)).map(Standing::absence).filter(sentence -> !sentence.isEmpty());
    }

    /**
     * Why what runs is not what the file of a plugin holds, and when that is tried again.
     *
     * @param id the plugin's id
     * @param digest of what runs, SHA-256 in hexadecimal
     * @return a sentence; empty if it is that, or nothing went wrong, or it is just being acted upon
     */
    public Optional<String> failure(String id, String digest) {
        return Optional.ofNullable(standings.get(id)).filter(standing -> !standing.content().equals(digest))
                .map(Standing::failure).filter(sentence -> !sentence.isEmpty());
    }

    /** Takes the place of what was said before. */
    void publish(Map<String, Standing> now) {
        standings = Map.copyOf(now);
    }

    /** Plugins go and come now, so that none of them is absent for any reason of before. */
    void acting() {
        Map<String, Standing> files = new HashMap<>(standings);
        files.replaceAll((id, standing) ->
                new Standing(standing.file(), standing.content(), standing.brought(), "", ""));
        publish(files);
    }
}
