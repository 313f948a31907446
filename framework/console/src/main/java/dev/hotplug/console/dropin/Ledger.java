package dev.hotplug.console.dropin;

import dev.hotplug.api.Reason;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was done about each id, so that nothing is done twice and nothing that an operator did is undone. */
final class Ledger {

    /** When no file was written, so that any file counts as written since. */
    private static final FileTime NEVER = FileTime.fromMillis(0);
    private static final int LONGEST_PAUSE_DOUBLINGS = 6;

    /**
     * The last thing that was done about an id.
     *
     * @param file the file that it was done for
     * @param digest the content of that file; empty if the file was gone
     * @param version what that file said of itself
     * @param modified when that file was written last
     * @param failure what it failed with; empty if it did not
     */
    record Deed(String file, String digest, String version, FileTime modified, Optional<Failure> failure) {

        private static Deed of(Found.Jar jar, Optional<Failure> failure) {
            return new Deed(jar.file(), jar.digest(), jar.version(), jar.modified(), failure);
        }

        boolean concerns(Found.Jar jar) {
            return digest.equals(jar.digest()) && (failure.isEmpty() || modified.equals(jar.modified()));
        }
    }

    /**
     * A failure, and when it is worth another attempt while the file stays as it is.
     *
     * @param reason why
     * @param others what ran then
     * @param due when to try again, if time alone may help
     * @param times how often it failed
     */
    record Failure(Reason reason, Set<Running> others, long due, int times) {

        boolean isWorthAnotherAttempt(Set<Running> now, long time) {
            return switch (remedy()) {
                case OTHERS -> !others.equals(now);
                // Whoever held it may have gone.
                case TIME -> time - due >= 0 || reason == Reason.IN_USE && !others.equals(now);
                case CHANGE -> false;
            };
        }

        Remedy remedy() {
            return switch (reason) {
                case DEPENDENCY_MISSING, VERSION_MISMATCH, UNRESOLVED_SYMBOL, DUPLICATE_SYMBOL, ALREADY_LOADED,
                        DEPENDENCY_CYCLE, LIMIT_EXCEEDED -> Remedy.OTHERS;
                case IN_USE, BUSY, DRAIN_TIMEOUT, INTERRUPTED, INTERNAL_ERROR -> Remedy.TIME;
                default -> Remedy.CHANGE;
            };
        }
    }

    /** What may help after a failure, besides another content of the file, which always may. */
    enum Remedy {
        /** Other plugins that come or go. */
        OTHERS,
        /** Nothing but time. */
        TIME,
        /** Nothing. */
        CHANGE
    }

    private final Duration shortestPause;
    private final Map<String, Deed> deeds = new HashMap<>();
    private final Map<String, String> brought = new HashMap<>();

    /** @param shortestPause after a first failure that time may help */
    Ledger(Duration shortestPause) {
        this.shortestPause = shortestPause;
    }

    Optional<Deed> deed(String id) {
        return Optional.ofNullable(deeds.get(id));
    }

    /** All ids that anything was done about. */
    Set<String> ids() {
        Set<String> ids = new HashSet<>(deeds.keySet());
        ids.addAll(brought.keySet());
        return ids;
    }

    /** The ids that the last thing was done about for a file. */
    List<String> from(String file) {
        return deeds.entrySet().stream().filter(deed -> deed.getValue().file().equals(file)).map(Map.Entry::getKey)
                .toList();
    }

    /** The digest of what was last brought up from the directory. */
    Optional<String> brought(String id) {
        return Optional.ofNullable(brought.get(id));
    }

    /** Whether what runs came from the directory, and not from an operator's hand. */
    boolean isOurs(Running running) {
        return running.digest().equals(brought.get(running.id()));
    }

    /** The file's content runs. */
    void runs(Found.Jar jar, String digest) {
        deeds.put(jar.id(), Deed.of(jar, Optional.empty()));
        brought.put(jar.id(), digest);
    }

    void failed(Found.Jar jar, Reason reason, Set<Running> others, long now) {
        int times = timesFailed(jar.id(), jar.digest()) + 1;
        deeds.put(jar.id(), Deed.of(jar, Optional.of(failure(reason, others, now, times))));
    }

    /** It could not be unloaded after its file had gone. */
    void stays(String id, Reason reason, Set<Running> others, long now) {
        int times = timesFailed(id, "") + 1;
        String file = deed(id).map(Deed::file).orElse("");
        String version = deed(id).map(Deed::version).orElse("");
        deeds.put(id, new Deed(file, "", version, NEVER, Optional.of(failure(reason, others, now, times))));
    }

    /** It went down with another that was reloaded, and did not come back. */
    void lost(String id, Reason reason, Set<Running> others, long now) {
        deeds.computeIfPresent(id, (same, deed) -> new Deed(deed.file(), deed.digest(), deed.version(),
                deed.modified(), Optional.of(failure(reason, others, now, 1))));
    }

    /** Its file is to be looked at as if it were new. */
    void reopen(String id) {
        deeds.remove(id);
    }

    /** Whether it was unloaded only to come up again. */
    boolean isWithdrawn(String id) {
        return brought.containsKey(id) && !deeds.containsKey(id);
    }

    /** Whatever failed may fare better now, though its file is the same. */
    void retryFailures() {
        deeds.replaceAll((id, deed) -> deed.failure().isEmpty() || deed.digest().isEmpty() ? deed
                : new Deed(deed.file(), deed.digest(), deed.version(), NEVER, deed.failure()));
    }

    void forget(String id) {
        deeds.remove(id);
        brought.remove(id);
    }

    private int timesFailed(String id, String digest) {
        return deed(id).filter(deed -> deed.digest().equals(digest)).flatMap(Deed::failure)
                .map(Failure::times).orElse(0);
    }

    private Failure failure(Reason reason, Set<Running> others, long now, int times) {
        long pause = shortestPause.toNanos() << Math.min(times - 1, LONGEST_PAUSE_DOUBLINGS);
        return new Failure(reason, others, now + pause, times);
    }
}
