package dev.hotplug.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.PluginHost;
import dev.hotplug.fixture.Jar;
import dev.hotplug.fixture.Sources;
import dev.hotplug.model.LinkFinding.Kind;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkPlan.Exporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypeConflictsTest {

    private static final Map<String, byte[]> TREE = Sources.compile(
            "package com.acme.tree; public class Node { public Leaf leaf; }",
            "package com.acme.tree; public class Leaf { }");
    private static final Map<String, byte[]> JSON = Sources.compile(TREE,
            "package com.acme.json; import com.acme.tree.*; public class Reader extends Base { "
                    + "public Node read() { return null; } private Leaf leaf; }",
            "package com.acme.json; public class Base { protected com.acme.tree.Leaf[] leaves; }",
            "package com.acme.json; public class Plain { public java.util.List<String> list; Reader r; }");
    private static final Map<String, byte[]> JSON_AND_TREE = new TreeMap<>(JSON);

    static {
        JSON_AND_TREE.putAll(TREE);
    }

    private static final Map<String, byte[]> PLUGIN = plugin("com.acme.tree.Node n = new com.acme.json.Reader().read();");

    private final Exporter tree = Linking.exporter(1, "tree 1.0.0", Set.of("com.acme.tree"), TREE);
    private final Exporter forest = Linking.exporter(2, "forest 5.0.0", Set.of("com.acme.tree"), TREE);
    private final Exporter json = Linking.exporter(3, "json 1.0.0", Set.of("com.acme.json"), JSON, tree);
    private final Exporter jsonOfItsOwn = Linking.exporter(4, "json 1.0.0", Set.of("com.acme.json"), JSON_AND_TREE);

    private static Map<String, byte[]> plugin(String body) {
        return Sources.compile(JSON_AND_TREE, "package com.acme.greeter; public class GreeterPlugin { " + body + " }");
    }

    @Test
    void link_typeFromTwoPlugins_isRefusedAndNamesBoth() {
        assertThat(new Linking().own(PLUGIN).requires(json, forest).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.STRUCTURAL);
            assertThat(finding.kind()).isEqualTo(Kind.TYPE_CONFLICT);
            assertThat(finding.sentence()).contains("would be seen through two providers: com.acme.json.Reader in json "
                    + "1.0.0 has it from tree 1.0.0, greeter 1.4.0 has it from forest 5.0.0")
                    .endsWith("(and 1 more of that package)");
        });
    }

    @Test
    void link_typeFromOnePlugin_isSound() {
        assertThat(new Linking().own(PLUGIN).requires(json, tree).findings()).isEmpty();
    }

    @Test
    void link_typeThatThePluginBringsItself_isRefused() {
        assertThat(new Linking().own(PLUGIN).library("lib/tree.jar", TREE).requires(json).sentences()).singleElement()
                .asString().contains("has it from tree 1.0.0, greeter 1.4.0 has it from lib/tree.jar");
    }

    @Test
    void link_typeThatTheExporterBringsItself_isRefused() {
        assertThat(new Linking().own(PLUGIN).requires(jsonOfItsOwn, tree).sentences()).singleElement().asString()
                .contains("has it from itself, greeter 1.4.0 has it from tree 1.0.0");
    }

    @Test
    void link_twoCopiesThatNobodyPassesOn_areSound() {
        Map<String, byte[]> plain = plugin("Object o = new com.acme.json.Plain().list; com.acme.tree.Node n;");
        assertThat(new Linking().own(plain).library("lib/tree.jar", TREE).requires(jsonOfItsOwn).findings()).isEmpty();
        Map<String, byte[]> unseen = plugin("Object o = new com.acme.json.Reader();");
        assertThat(new Linking().own(unseen).requires(jsonOfItsOwn).findings()).isEmpty();
    }

    @Test
    void load_typeFromTwoPlugins_isRefused(@TempDir Path directory) throws IOException {
        try (PluginHost host = PluginHost.builder().workDirectory(directory.resolve("work")).build()) {
            host.load(jar(directory, "tree", TREE, "Plugin-Exports: com.acme.tree"));
            host.load(jar(directory, "forest", TREE, "Plugin-Exports: com.acme.tree"));
            host.load(jar(directory, "json", JSON, "Plugin-Exports: com.acme.json", "Plugin-Requires: tree"));
            host.load(jar(directory, "sound", PLUGIN, "Plugin-Requires: json; tree"));
            Path broken = jar(directory, "broken", PLUGIN, "Plugin-Requires: json; forest");
            assertThatThrownBy(() -> host.load(broken)).hasMessageContaining("com.acme.json.Reader in json 1.0.0 "
                    + "(required json) has it from tree 1.0.0, broken 1.0.0 has it from forest 1.0.0");
        }
    }

    private static Path jar(Path directory, String id, Map<String, byte[]> classes, String... attributes)
            throws IOException {
        List<String> lines = new ArrayList<>(List.of("Plugin-Id: " + id, "Plugin-Version: 1.0.0",
                "Plugin-Class: com.acme." + id + ".Entry"));
        lines.addAll(List.of(attributes));
        Jar jar = new Jar().manifest(lines.toArray(String[]::new)).with(classes).with(Sources.compile("package com.acme."
                + id + "; public class Entry implements dev.hotplug.api.Plugin { public void start(dev.hotplug.api."
                + "PluginContext context) { } public void stop() { } }"));
        return Files.write(directory.resolve(id + ".jar"), jar.bytes());
    }
}
