package dev.hotplug.console;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Taint;
import java.util.Collection;
import java.util.stream.Collectors;

/** How plugins and their taints are named to the operator. */
final class Names {

    private Names() {
    }

    /** The id; with the load number for a plugin in quarantine, whose id may be another's by now. */
    static String of(PluginInfo plugin) {
        return isQuarantined(plugin) ? plugin.id() + "#" + plugin.loadNumber() : plugin.id();
    }

    static boolean isQuarantined(PluginInfo plugin) {
        return plugin.taints().contains(Taint.QUARANTINED);
    }

    /** Whether a word is what a plugin in quarantine is called. */
    static boolean isOfQuarantined(String word, PluginHost host) {
        return host.plugins().stream().anyMatch(plugin -> isQuarantined(plugin) && of(plugin).equals(word));
    }

    static String letters(Collection<Taint> taints) {
        return taints.stream().sorted().map(taint -> String.valueOf(taint.letter())).collect(Collectors.joining());
    }

    /** A class without its package. */
    static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** A number and what is counted. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** A parameter's value, so that an empty one is seen, and none is mistaken for it. */
    static String value(String value) {
        return value.isEmpty() || value.startsWith("\"")
                ? '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : value;
    }

    static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
