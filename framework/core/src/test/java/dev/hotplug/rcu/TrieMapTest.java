package dev.hotplug.rcu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrieMapTest {

    /** A key of which many have the same hash code. */
    private record Key(int number, int hash) {
        @Override
        public int hashCode() {
            return hash;
        }
    }

    @Test
    void anyChanges_withClashingHashCodes_giveWhatAHashMapGives() {
        Random random = new Random(5);
        Map<Key, Integer> model = new HashMap<>();
        TrieMap<Key, Integer> map = TrieMap.empty();
        for (int step = 0; step < 5_000; step++) {
            int number = random.nextInt(300);
            Key key = new Key(number, number % 40);
            if (random.nextInt(5) < 3) {
                model.put(key, step);
                map = map.with(key, step);
            } else {
                TrieMap<Key, Integer> before = map;
                map = map.without(key);
                assertThat(map == before).isEqualTo(model.remove(key) == null);
            }
            int other = random.nextInt(300);
            assertThat(map.get(new Key(other, other % 40))).isEqualTo(model.get(new Key(other, other % 40)));
        }
        assertThat(map.keys()).containsExactlyInAnyOrderElementsOf(model.keySet());
    }

    @Test
    void aMap_neverChanges() {
        TrieMap<String, Integer> map = TrieMap.<String, Integer>empty().with("Aa", 1).with("BB", 2);
        List<String> before = new ArrayList<>(map.keys());

        map.with("Aa", 3);
        map.without("BB");

        assertThat(map.keys()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(map.get("Aa")).isEqualTo(1);
        assertThat(map.get("BB")).isEqualTo(2);
    }
}
