package dev.hotplug.console;

import dev.hotplug.PluginDescription.Parameter;
import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.console.text.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A load of a plugin whose id is taken, held against the one that has it. Either may go meanwhile; then they are not
 * the same.
 *
 * @param host the host
 * @param request what was to be loaded
 * @param id the plugin's id
 */
record AlreadyThere(PluginHost host, LoadRequest request, String id) {

    /** The plugin that makes the load needless, because it has the content and the parameters that were asked for. */
    Optional<PluginInfo> needless() {
        try {
            return host.plugin(id).filter(plugin -> hasSameContent() && differing().isEmpty());
        } catch (PluginException goneMeanwhile) {
            return Optional.empty();
        }
    }

    /** What makes the load one of another plugin, if it is nothing but parameters, and what would set them. */
    String remedy() {
        try {
            List<String> differing = host.plugin(id).isPresent() && hasSameContent() ? differing() : List.of();
            return differing.isEmpty() ? "" : "; it has the same content, but other parameters: "
                    + differences(differing) + settable(differing);
        } catch (PluginException goneMeanwhile) {
            return "";
        }
    }

    private boolean hasSameContent() {
        return host.describe(id).digest().equals(host.describe(request.file()).digest());
    }

    private List<String> differing() {
        Map<String, String> values = host.parameters(id).values();
        return request.parameters().entrySet().stream().filter(asked -> !values.entrySet().contains(asked))
                .map(Map.Entry::getKey).sorted().toList();
    }

    private String differences(List<String> differing) {
        List<String> declared = declared().stream().map(Parameter::name).toList();
        Map<String, String> values = host.parameters(id).values();
        List<String> differences = new ArrayList<>();
        for (String name : differing) {
            differences.add(!declared.contains(name)
                    ? "it has no parameter " + name + Suggestion.among(declared, name)
                    : name + " is " + (values.containsKey(name) ? Names.value(values.get(name)) : "not set")
                            + ", asked for " + Names.value(request.parameters().get(name)));
        }
        return String.join("; ", differences);
    }

    private String settable(List<String> differing) {
        List<String> writable = declared().stream().filter(parameter -> parameter.writable()
                && mayBe(parameter.type(), request.parameters().get(parameter.name()))).map(Parameter::name).toList();
        return differing.stream().filter(writable::contains)
                .map(name -> "; plugin param " + id + " " + Plain.word(name + "=" + request.parameters().get(name))
                        + " sets it while it is loaded")
                .reduce("", String::concat);
    }

    /** Whether a text may be a value of a type: of numbers it is seen here already if it is none. */
    private static boolean mayBe(String type, String text) {
        try {
            switch (type) {
                case "byte", "short", "int", "long" -> Long.parseLong(String.valueOf(text).strip());
                case "float", "double" -> Double.parseDouble(String.valueOf(text).strip());
                default -> {
                    // What others take, only the plugin's classes know.
                }
            }
            return true;
        } catch (NumberFormatException none) {
            return false;
        }
    }

    private List<Parameter> declared() {
        return host.describe(id).parameters();
    }
}
