package dev.hotplug.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Requirement;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchOrderTest {

    private final Map<Path, Descriptor> files = new LinkedHashMap<>();
    private final Map<String, List<String>> wished = new HashMap<>();

    /** A file named after its plugin; {@code after} is a list with commas, or empty. */
    private void plugin(String id, String version, String after, String... requires) {
        files.put(Path.of(id + "-" + version), new Descriptor(id, version, "", "p.P",
                Arrays.stream(requires).map(Requirement::parse).toList(),
                after.isEmpty() ? List.of() : List.of(after.split(",")), List.of(), List.of(), List.of(), false));
    }

    private BatchOrder order() {
        return new BatchOrder(files, file -> wished.getOrDefault(file.toString(), List.of()));
    }

    private static List<Path> paths(String... names) {
        return Arrays.stream(names).map(Path::of).toList();
    }

    @Test
    void edges_ofAllKinds_order() {
        plugin("a", "1.0.0", "c,nobody", "b", "d?");
        plugin("b", "1.0.0", "");
        plugin("c", "1.0.0", "");
        plugin("d", "1.0.0", "");
        plugin("d", "2.0.0", "");

        BatchOrder order = order();

        assertThat(order.before().get(Path.of("a-1.0.0"))).isEqualTo(paths("b-1.0.0", "d-2.0.0", "c-1.0.0"));
        assertThat(order.before().get(Path.of("d-1.0.0"))).isEqualTo(paths("d-2.0.0"));
        assertThat(order.circles()).isEmpty();
        assertThat(order.dropped()).isEmpty();
    }

    @Test
    void optionalEdge_inACircle_isPartOfIt() {
        plugin("a", "1.0.0", "", "b?");
        plugin("b", "1.0.0", "", "c");
        plugin("c", "1.0.0", "", "a");

        assertThat(order().circles()).containsExactly(paths("a-1.0.0", "b-1.0.0", "c-1.0.0"));
    }

    @Test
    void optionalEdge_toAnotherVersion_ordersNothing() {
        plugin("a", "1.0.0", "", "b?@[2,3)");
        plugin("b", "1.0.0", "", "a");

        BatchOrder order = order();

        assertThat(order.circles()).isEmpty();
        assertThat(order.before().get(Path.of("a-1.0.0"))).isEmpty();
    }

    @Test
    void softEdge_thatWouldCloseACircle_isDroppedByName() {
        plugin("a", "1.0.0", "b");
        plugin("b", "1.0.0", "", "c");
        plugin("c", "1.0.0", "", "d");
        plugin("d", "1.0.0", "a");

        BatchOrder order = order();

        assertThat(order.circles()).isEmpty();
        assertThat(order.before().get(Path.of("a-1.0.0"))).isEqualTo(paths("b-1.0.0"));
        assertThat(order.dropped()).containsExactly(
                "d 1.0.0: is to be loaded after a, which comes after it (a -> b -> c -> d); d -> a is dropped");
    }

    @Test
    void wishedEdges_orderAsTheDescriptorsDo() {
        plugin("a", "1.0.0", "b");
        plugin("b", "1.0.0", "");
        plugin("c", "1.0.0", "", "a");
        wished.put("a-1.0.0", List.of("b", "c", "nobody"));
        wished.put("b-1.0.0", List.of("d"));

        BatchOrder order = order();

        assertThat(order.before().get(Path.of("a-1.0.0"))).isEqualTo(paths("b-1.0.0"));
        assertThat(order.before().get(Path.of("b-1.0.0"))).isEmpty();
        assertThat(order.dropped()).containsExactly("a 1.0.0: is to be loaded after c, which comes after it (c -> a);"
                + " a -> c is dropped");
    }

    @Test
    void chain_thatIsLongerThanAStackIsDeep_isOrdered_andItsCirclesAreFound() {
        int length = 50_000;
        for (int i = 0; i < length; i++) {
            plugin("p" + i, "1.0.0", "", "p" + (i + 1));
        }
        plugin("p" + length, "1.0.0", "p0");

        BatchOrder order = order();
        assertThat(order.circles()).isEmpty();
        assertThat(order.before()).hasSize(length + 1);
        assertThat(order.dropped()).singleElement().asString().endsWith("; p" + length + " -> p0 is dropped");

        plugin("p" + length, "1.0.0", "", "p0");
        assertThat(order().circles()).singleElement().satisfies(circle -> assertThat(circle).hasSize(length + 1));
    }
}
