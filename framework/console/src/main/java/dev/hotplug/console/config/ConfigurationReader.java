package dev.hotplug.console.config;

import dev.hotplug.console.text.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Makes a configuration of YAML, strictly. It reads the nodes themselves: nothing is converted, so that {@code 1.10}
 * stays what was written, and each complaint has its line. An empty section says nothing.
 */
final class ConfigurationReader {

    private static final String ALIASES = "aliases";
    private static final String BLOCKLIST = "blocklist";
    private static final String PARAMETERS = "parameters";
    private static final String LOAD_AFTER = "load-after";
    private static final List<String> SECTIONS = List.of(ALIASES, BLOCKLIST, PARAMETERS, LOAD_AFTER);

    private final String file;

    /** With the name of the file, for complaints. */
    ConfigurationReader(String file) {
        this.file = file;
    }

    Configuration read(String text) throws ConfigurationException {
        try {
            // Only so that the complaint about a key that is a list or a mapping has a line too.
            LoadSettings settings = LoadSettings.builder().setLabel(file).setAllowNonScalarKeys(true).build();
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.isEmpty() ? Configuration.EMPTY : configuration(root.get());
        } catch (MarkedYamlEngineException malformed) {
            int line = malformed.getProblemMark().or(malformed::getContextMark).map(Mark::getLine).orElse(0);
            throw complaint(line, "is not YAML: " + malformed.getProblem(), malformed);
        } catch (YamlEngineException malformed) {
            throw new ConfigurationException(file + ": is not YAML: "
                    + malformed.getMessage().lines().findFirst().orElse(""), malformed);
        } catch (StackOverflowError deep) {
            throw new ConfigurationException(file + ": is nested too deeply", deep);
        }
    }

    private Configuration configuration(Node root) throws ConfigurationException {
        Map<String, String> aliases = new LinkedHashMap<>();
        Set<String> blocklist = new LinkedHashSet<>();
        Map<String, Map<String, String>> parameters = new LinkedHashMap<>();
        Map<String, List<String>> loadAfter = new LinkedHashMap<>();
        for (Map.Entry<String, Node> section : mapping("the file", root).entrySet()) {
            String name = section.getKey();
            Node value = section.getValue();
            switch (name) {
                case ALIASES -> aliases.putAll(aliases(value));
                case BLOCKLIST -> blocklist.addAll(list(BLOCKLIST, value));
                case PARAMETERS -> {
                    for (Map.Entry<String, Node> plugin : mapping(PARAMETERS, value).entrySet()) {
                        String id = plugin.getKey();
                        parameters.put(id, texts(PARAMETERS + " of " + id, plugin.getValue()));
                    }
                }
                case LOAD_AFTER -> {
                    for (Map.Entry<String, Node> plugin : mapping(LOAD_AFTER, value).entrySet()) {
                        loadAfter.put(plugin.getKey(), earlier(plugin.getKey(), plugin.getValue()));
                    }
                }
                default -> throw complaint(keyLine(root, name), "unknown key " + name + "; expected one of "
                        + String.join(", ", SECTIONS) + Spelling.nearest(name, SECTIONS)
                        .map(guess -> " (did you mean " + guess + "?)").orElse(""), null);
            }
        }
        return new Configuration(aliases, blocklist, parameters, loadAfter);
    }

    private Map<String, String> aliases(Node node) throws ConfigurationException {
        Map<String, String> aliases = texts(ALIASES, node);
        for (Map.Entry<String, String> alias : aliases.entrySet()) {
            if (aliases.containsKey(alias.getValue())) {
                throw complaint(keyLine(node, alias.getKey()), ALIASES + ": " + alias.getKey()
                        + ": expected an id, found the alias " + alias.getValue(), null);
            }
        }
        return aliases;
    }

    private List<String> earlier(String id, Node node) throws ConfigurationException {
        List<String> ids = list(LOAD_AFTER + " of " + id, node);
        if (ids.contains(id)) {
            throw complaint(line(node), LOAD_AFTER + " of " + id + ": it cannot come after itself", null);
        }
        return ids;
    }

    private Map<String, String> texts(String what, Node node) throws ConfigurationException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, Node> entry : mapping(what, node).entrySet()) {
            texts.put(entry.getKey(), text(what + ": " + entry.getKey(), entry.getValue()));
        }
        return texts;
    }

    private List<String> list(String what, Node node) throws ConfigurationException {
        if (isNothing(node)) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw unexpected(what, "a list, as [a, b]", node);
        }
        List<String> texts = new ArrayList<>();
        for (Node each : sequence.getValue()) {
            texts.add(text(what, each));
        }
        return texts;
    }

    private Map<String, Node> mapping(String what, Node node) throws ConfigurationException {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (isNothing(node)) {
            return entries;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw unexpected(what, "a mapping, as key: value", node);
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = text(what, entry.getKeyNode());
            if (entries.put(key, entry.getValueNode()) != null) {
                throw complaint(line(entry.getKeyNode()), what + ": " + key + " is there twice", null);
            }
        }
        return entries;
    }

    private String text(String what, Node node) throws ConfigurationException {
        if (isNothing(node) || !(node instanceof ScalarNode scalar)) {
            throw unexpected(what, "text", node);
        }
        return scalar.getValue();
    }

    private ConfigurationException unexpected(String what, String expected, Node found) {
        String kind = isNothing(found) ? "nothing" : found instanceof MappingNode ? "a mapping"
                : found instanceof SequenceNode ? "a list" : "the text " + ((ScalarNode) found).getValue().lines()
                        .limit(1).collect(Collectors.joining());
        return complaint(line(found), what + ": expected " + expected + ", found " + kind
                + (expected.equals("text") && isNothing(found) ? "; write '' for empty text" : ""), null);
    }

    private static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static int keyLine(Node mapping, String key) {
        return ((MappingNode) mapping).getValue().stream().map(NodeTuple::getKeyNode)
                .filter(node -> ((ScalarNode) node).getValue().equals(key)).findFirst()
                .map(ConfigurationReader::line).orElse(0);
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0);
    }

    /** Lines are counted from zero by the parser, and from one by operators. */
    private ConfigurationException complaint(int line, String sentence, Throwable cause) {
        return new ConfigurationException(file + ":" + (line + 1) + ": " + sentence, cause);
    }
}
