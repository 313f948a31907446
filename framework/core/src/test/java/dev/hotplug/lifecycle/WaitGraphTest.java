package dev.hotplug.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitGraphTest {

    private final WaitGraph graph = new WaitGraph();
    private final LoadAttempt a = attempt("a");
    private final LoadAttempt b = attempt("b");
    private final LoadAttempt c = attempt("c");

    private static LoadAttempt attempt(String name) {
        return new LoadAttempt(Path.of(name), Map.of(), Optional.empty(), Optional.empty());
    }

    @Test
    void add_withoutACircle_addsTheEdges() {
        assertThat(graph.add(Set.of(a), b)).isEmpty();
        assertThat(graph.add(Set.of(b), c)).isEmpty();
        assertThat(graph.add(Set.of(a), c)).isEmpty();
        assertThat(graph.size()).isEqualTo(2);
    }

    @Test
    void add_thatWouldCloseACircle_namesItAndAddsNothing() {
        graph.add(Set.of(a), b);
        graph.add(Set.of(b), c);

        assertThat(graph.add(Set.of(c), a)).containsExactly(c, a, b, c);
        assertThat(graph.size()).isEqualTo(2);
    }

    @Test
    void add_ofOneToItself_isACircle() {
        assertThat(graph.add(Set.of(a), a)).containsExactly(a, a);
    }

    @Test
    void remove_takesBackOneOfSeveralEqualEdges() {
        graph.add(Set.of(a), b);
        graph.add(Set.of(a), b);
        graph.remove(Set.of(a), b);
        assertThat(graph.add(Set.of(b), a)).isNotEmpty();
        graph.remove(Set.of(a), b);
        assertThat(graph.size()).isZero();
        assertThat(graph.add(Set.of(b), a)).isEmpty();
    }
}
