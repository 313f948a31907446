package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Taint;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables, fields and trees, as text. */
class LayoutTest {

    private long loads = 100;

    @Test
    void table_ofRows_alignsColumnsAndLeavesNoTrailingSpace() {
        Table table = new Table("ID", "COUNT", "USED BY").alignRight("COUNT");
        table.row("text", "12", "a,b");
        table.row("a", "3", "-");

        assertThat(table.lines()).containsExactly(
                "ID    COUNT  USED BY",
                "text     12  a,b",
                "a         3  -");
    }

    @Test
    void fields_ofDifferentLength_alignTheirValues() {
        assertThat(new Fields().add("id", "text").addIfPresent("description", "").addAll("package", List.of("a", "b"))
                .lines()).containsExactly("id:      text", "package: a", "package: b");
    }

    @Test
    void tree_withSharedDependency_drawsItInFullOnce() {
        PluginInfo base = plugin("base");
        PluginInfo text = plugin("text", "base");
        PluginInfo left = plugin("left", "text", "base");
        PluginInfo top = plugin("top", "left", "text");

        assertThat(new DependencyTree(List.of(base, text, left, top)).lines(top)).containsExactly(
                "top 1.0.0",
                "+- left 1.0.0",
                "|  +- text 1.0.0",
                "|  |  \\- base 1.0.0",
                "|  \\- base 1.0.0",
                "\\- text 1.0.0 (see above)");
    }

    @Test
    void tree_ofManyLayersThatAllUseEachOther_staysAsLongAsItsEdges() {
        List<PluginInfo> layers = IntStream.range(0, 40)
                .mapToObj(level -> plugin("p" + level,
                        IntStream.range(0, level).mapToObj(lower -> "p" + lower).toArray(String[]::new)))
                .toList();

        assertThat(new DependencyTree(layers).lines(layers.get(39))).hasSize(1 + 40 * 39 / 2);
    }

    @Test
    void tree_withAPluginInQuarantine_tellsItFromItsSuccessor() {
        PluginInfo base = plugin("base");
        PluginInfo old = new PluginInfo("top", "1.0.0", 7, PluginState.GOING, 1, 0, List.of("base"), List.of(),
                Set.of(Taint.QUARANTINED), Instant.EPOCH);
        PluginInfo top = plugin("top", "base");
        DependencyTree tree = new DependencyTree(List.of(base, old, top));

        assertThat(tree.lines(old)).containsExactly("top#7 1.0.0", "\\- base 1.0.0");
        assertThat(tree.lines(top)).containsExactly("top 1.0.0", "\\- base 1.0.0");
    }

    private PluginInfo plugin(String id, String... uses) {
        return new PluginInfo(id, "1.0.0", ++loads, PluginState.LIVE, 0, 0, List.of(uses), List.of(), Set.of(),
                Instant.EPOCH);
    }
}
