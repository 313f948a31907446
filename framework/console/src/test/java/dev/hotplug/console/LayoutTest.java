package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.UseEdge;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Taint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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

        assertThat(tree(true, base, text, left, top).lines(top)).containsExactly(
                "top 1.0.0",
                "+- left 1.0.0: required as left@^1",
                "|  +- text 1.0.0: required as text@^1",
                "|  |  \\- base 1.0.0: required as base@^1",
                "|  \\- base 1.0.0: required as base@^1",
                "\\- text 1.0.0: required as text@^1 (see above)");
    }

    @Test
    void tree_ofUsers_growsTheOtherWay() {
        PluginInfo base = plugin("base");
        PluginInfo text = plugin("text", "base");
        PluginInfo left = plugin("left", "text", "base");

        assertThat(tree(false, base, text, left).lines(base)).containsExactly(
                "base 1.0.0",
                "+- text 1.0.0: requires base@^1",
                "|  \\- left 1.0.0: requires text@^1",
                "\\- left 1.0.0: requires base@^1");
    }

    @Test
    void tree_withManyReasons_namesAFew() {
        PluginInfo base = plugin("base");
        PluginInfo top = plugin("top", "base");
        UseEdge edge = new UseEdge("top", top.loadNumber(), "base", base.loadNumber(), "base",
                List.of("a", "b", "c", "d", "e"), List.of("a.T \"t\""));

        assertThat(new DependencyTree(new Dependencies(List.of(base, top), List.of(edge)), true).lines(top))
                .containsExactly("top 1.0.0",
                        "\\- base 1.0.0: required as base, packages a b c and 2 more, symbol a.T \"t\"");
    }

    @Test
    void tree_ofManyLayersThatAllUseEachOther_staysAsLongAsItsEdges() {
        List<PluginInfo> layers = IntStream.range(0, 40)
                .mapToObj(level -> plugin("p" + level,
                        IntStream.range(0, level).mapToObj(lower -> "p" + lower).toArray(String[]::new)))
                .toList();

        assertThat(tree(true, layers.toArray(PluginInfo[]::new)).lines(layers.get(39))).hasSize(1 + 40 * 39 / 2);
    }

    @Test
    void tree_withAPluginInQuarantine_tellsItFromItsSuccessor() {
        PluginInfo base = plugin("base");
        PluginInfo old = new PluginInfo("top", "1.0.0", 7, PluginState.GOING, 1, 0, List.of("base"), List.of(),
                Set.of(Taint.QUARANTINED), Instant.EPOCH);
        PluginInfo top = plugin("top", "base");
        DependencyTree tree = tree(true, base, old, top);

        assertThat(tree.lines(old)).containsExactly("top#7 1.0.0", "\\- base 1.0.0: required as base@^1");
        assertThat(tree.lines(top)).containsExactly("top 1.0.0", "\\- base 1.0.0: required as base@^1");
    }

    private static DependencyTree tree(boolean down, PluginInfo... plugins) {
        List<UseEdge> edges = new ArrayList<>();
        for (PluginInfo user : plugins) {
            for (String id : user.uses()) {
                PluginInfo used = Arrays.stream(plugins).filter(each -> each.id().equals(id)).findFirst().orElseThrow();
                edges.add(new UseEdge(user.id(), user.loadNumber(), id, used.loadNumber(), id + "@^1", List.of(),
                        List.of()));
            }
        }
        return new DependencyTree(new Dependencies(List.of(plugins), edges), down);
    }

    private PluginInfo plugin(String id, String... uses) {
        return new PluginInfo(id, "1.0.0", ++loads, PluginState.LIVE, 0, 0, List.of(uses), List.of(), Set.of(),
                Instant.EPOCH);
    }
}
