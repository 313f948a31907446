package dev.hotplug.console.dropin;

import dev.hotplug.api.PluginException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What the operator is told: each complaint once, until it changes or is over. A complaint that is over before the
 * round ends (what was missing came up a moment later) is never told.
 */
final class Notices {

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

    /** Nothing is wrong any more with all subjects that begin so. */
    void settleAll(String prefix) {
        complaints.keySet().removeIf(subject -> subject.startsWith(prefix));
    }

    /** Something was done. */
    void done(String verb, String plugin) {
        done.computeIfAbsent(verb, first -> new ArrayList<>()).add(plugin);
    }

    boolean hasComplaints() {
        return !complaints.isEmpty();
    }

    /** The round is over. */
    void tell() {
        done.forEach((verb, plugins) -> {
            if (plugins.size() > TOLD_ONE_BY_ONE) {
                operator.accept(verb + " " + plugins.size() + " plugins");
            } else {
                plugins.forEach(plugin -> operator.accept(verb + " " + plugin));
            }
        });
        done.clear();
        complaints.forEach((subject, line) -> {
            if (!line.equals(told.put(subject, line))) {
                operator.accept(line);
            }
        });
        told.keySet().retainAll(complaints.keySet());
    }
}
