package dev.hotplug.console.dropin;

import dev.hotplug.api.PluginException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator is told: each complaint once, until it changes or is over. A complaint that is over before the
 * round ends (what was missing came up a moment later) is never told.
 */
final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int TOLD_ONE_BY_ONE = 10;
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    private final Consumer<String> operator;
    private final Map<String, String> complaints = new TreeMap<>();
    private final Map<String, String> told = new HashMap<>();
    private final Map<String, List<String>> done = new TreeMap<>();

    Notices(Consumer<String> operator) {
        this.operator = operator;
    }

    /** One line; one more for each of several defects. */
    static String line(PluginException refusal) {
        String sentence = refusal.getMessage();
        return refusal.reason() + ": " + (refusal.detail(PluginException.Defects.class).isPresent() ? sentence
                : LINE_BREAK.matcher(sentence.strip()).replaceAll("; "));
    }

    /** Something is wrong with a subject, until it is said otherwise. */
    void complain(String subject, String line) {
        complaints.put(subject, line);
    }

    /** Nothing is wrong with it any more. */
    void settle(String subject) {
        complaints.remove(subject);
    }

    /** Nothing is wrong any more with all subjects that begin so, but for some. */
    void settleAll(String prefix, Set<String> except) {
        complaints.keySet().removeIf(subject -> subject.startsWith(prefix) && !except.contains(subject));
    }

    /** It was tried anew: what is wrong with it now is told even if that was told before. */
    void renew(String subject) {
        told.remove(subject);
    }

    /** Nothing is wrong with it any more, of which the operator hears if they were told that something was. */
    void over(String subject, String line) {
        complaints.remove(subject);
        if (told.remove(subject) != null) {
            say(line);
        }
    }

    /** Something was done. */
    void done(String verb, String plugin) {
        done.computeIfAbsent(verb, first -> new ArrayList<>()).add(plugin);
    }

    /** What is wrong with a subject; empty if nothing is. */
    Optional<String> complaint(String subject) {
        return Optional.ofNullable(complaints.get(subject));
    }

    boolean hasComplaints() {
        return !complaints.isEmpty();
    }

    /** The round is over. */
    void tell() {
        done.forEach((verb, plugins) -> {
            if (plugins.size() > TOLD_ONE_BY_ONE) {
                say(verb + " " + plugins.size() + " plugins");
            } else {
                plugins.forEach(plugin -> say(verb + " " + plugin));
            }
        });
        done.clear();
        complaints.forEach((subject, line) -> {
            if (!line.equals(told.put(subject, line))) {
                say(line);
            }
        });
        told.keySet().retainAll(complaints.keySet());
    }

    /** Whatever the operator's end does, the watch goes on. */
    private void say(String line) {
        try {
            operator.accept(line);
        } catch (RuntimeException deaf) {
            LOG.warn("not told: {}", line, deaf);
        }
    }
}
