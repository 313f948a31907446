package dev.hotplug.rcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does at random what writers do, to a trie and to a {@link TreeMap}; what was made before stays as it was. */
class TrieTest {

    private static final int STEPS = 3_000;
    private static final int KEPT_EVERY = 100;

    private record Version(Trie<String> trie, List<String> values) {
    }

    private static void compare(long seed, LongUnaryOperator number) {
        Random random = new Random(seed);
        TreeMap<Long, String> model = new TreeMap<>();
        Trie<String> trie = Trie.empty();
        List<Version> versions = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            long key = number.applyAsLong(random.nextInt(400));
            if (random.nextInt(5) < 3) {
                model.put(key, "v" + step);
                trie = trie.with(key, "v" + step);
            } else {
                Trie<String> before = trie;
                trie = trie.without(key);
                assertThat(trie == before).isEqualTo(model.remove(key) == null);
            }
            long other = number.applyAsLong(random.nextInt(400));
            assertThat(trie.size()).isEqualTo(model.size());
            assertThat(trie.get(other)).isEqualTo(model.get(other));
            assertThat(trie.first()).isEqualTo(valueOf(model.firstEntry()));
            assertThat(trie.above(other)).isEqualTo(valueOf(model.higherEntry(other)));
            if (step % KEPT_EVERY == 0) {
                versions.add(new Version(trie, List.copyOf(model.values())));
            }
        }
        for (Version version : versions) {
            assertThat(version.trie().values()).containsExactlyElementsOf(version.values());
        }
        for (long key : List.copyOf(model.keySet())) {
            trie = trie.without(key);
        }
        assertThat(trie).isSameAs(Trie.empty());
    }

    private static String valueOf(Map.Entry<Long, String> entry) {
        return entry == null ? null : entry.getValue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyChanges_onNumbersOfAnyKind_giveWhatASortedMapGives(long seed) {
        compare(seed, dense -> dense);
        compare(seed, dense -> dense << 40 | dense);
        compare(seed, dense -> dense * 0x9E3779B97F4A7C15L >>> 1);
        compare(seed, dense -> Long.MAX_VALUE - dense);
        compare(seed, dense -> 1L << dense % 63);
    }

    @Test
    void above_theLastOfAll_isNothing() {
        Trie<String> trie = Trie.<String>empty().with(0, "zero").with(Long.MAX_VALUE, "last");

        assertThat(trie.first()).isEqualTo("zero");
        assertThat(trie.above(0)).isEqualTo("last");
        assertThat(trie.above(Long.MAX_VALUE)).isNull();
        assertThat(Trie.empty().above(0)).isNull();
    }

    @Test
    void with_anotherValueForANumber_replacesItAndKeepsTheSize() {
        Trie<String> trie = Trie.<String>empty().with(7, "old").with(7, "new");

        assertThat(trie.get(7)).isEqualTo("new");
        assertThat(trie.size()).isEqualTo(1);
    }

    @Test
    void with_aNegativeNumber_isRefused() {
        assertThatThrownBy(() -> Trie.empty().with(-1, "x")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThat(Trie.<String>empty().with(1, "x").get(-1)).isNull();
    }

    @Test
    void values_areNotToBeChanged_andEnd() {
        Iterator<String> values = Trie.<String>empty().with(1, "x").values().iterator();

        assertThat(values.next()).isEqualTo("x");
        assertThatThrownBy(values::remove).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(values::next).isInstanceOf(NoSuchElementException.class);
    }
}
