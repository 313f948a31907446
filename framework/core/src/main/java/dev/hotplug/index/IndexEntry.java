package dev.hotplug.index;

import dev.hotplug.model.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one content.
 *
 * @param fingerprint the content, from {@link dev.hotplug.image.Image#fingerprint}
 * @param descriptor what it says of itself
 * @param verdicts what the linker found, the latest first; each key once for each way to start the JVM that matters to it
 */
public record IndexEntry(String fingerprint, Descriptor descriptor, List<LinkVerdict> verdicts) {

    /** As many hosts, or as many states of what is required, may alternate without linking again. */
    static final int VERDICTS = 4;

    /** Copies the list. */
    public IndexEntry {
        verdicts = List.copyOf(verdicts);
    }

    /** The verdict under a key that {@linkplain LinkVerdict#holds holds} in this JVM. */
    public Optional<LinkVerdict> verdict(String key) {
        for (LinkVerdict verdict : verdicts) {
            if (verdict.key().equals(key) && verdict.holds()) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    /** A copy with one more verdict, which replaces the one of its key, or the oldest if there are many. */
    public IndexEntry with(LinkVerdict verdict) {
        List<LinkVerdict> all = new ArrayList<>();
        all.add(verdict);
        verdicts.stream().filter(other -> !verdict.replaces(other)).limit(VERDICTS - 1L).forEach(all::add);
        return new IndexEntry(fingerprint, descriptor, all);
    }
}
