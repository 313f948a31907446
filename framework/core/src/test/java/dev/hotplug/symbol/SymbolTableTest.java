package dev.hotplug.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.rcu.PluginReference;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolTableTest {

    private static Provider provider(Class<?> type, String name, int ranking, long number) {
        return new Provider(new SymbolKey(type, name), name, ranking, number,
                new Owner(number, name, "1.0.0", new PluginReference(() -> { })));
    }

    private static List<String> names(SymbolTable table, Class<?> type) {
        return table.providers(type).stream().map(provider -> provider.key().name()).toList();
    }

    @Test
    void providers_standByRankingThenByHowLongTheyAreLoaded() {
        SymbolTable table = SymbolTable.empty()
                .with(List.of(provider(Runnable.class, "old", 0, 1)))
                .with(List.of(provider(Runnable.class, "best", 5, 3)))
                .with(List.of(provider(Runnable.class, "young", 0, 2)))
                .with(List.of(provider(Runnable.class, "last", -1, 0)));

        assertThat(names(table, Runnable.class)).containsExactly("best", "old", "young", "last");
        assertThat(names(table, Comparable.class)).isEmpty();
    }

    @Test
    void aTable_neverChanges() {
        SymbolTable before = SymbolTable.empty().with(List.of(provider(Runnable.class, "a", 0, 1)));

        before.with(List.of(provider(Runnable.class, "b", 0, 2)));
        SymbolTable after = before.without(1, Instant.EPOCH);

        assertThat(names(before, Runnable.class)).containsExactly("a");
        assertThat(names(after, Runnable.class)).isEmpty();
    }

    @Test
    void without_takesAllSymbolsOfOnePluginAndRemembersThem() {
        SymbolTable table = SymbolTable.empty()
                .with(List.of(provider(Runnable.class, "a", 0, 1), provider(Comparable.class, "a", 0, 1)))
                .with(List.of(provider(Runnable.class, "b", 0, 2)))
                .without(1, Instant.EPOCH);

        assertThat(names(table, Runnable.class)).containsExactly("b");
        assertThat(names(table, Comparable.class)).isEmpty();
        assertThat(table.lastDeparture(Comparable.class, null)).map(Departure::plugin).contains("a 1.0.0");
        assertThat(table.lastDeparture(Runnable.class, "b")).isEmpty();
    }

    @Test
    void departures_areBounded() {
        SymbolTable table = SymbolTable.empty();
        for (int number = 0; number < 1_000; number++) {
            table = table.with(List.of(provider(Runnable.class, "p" + number, 0, number))).without(number,
                    Instant.EPOCH);
        }
        assertThat(table.lastDeparture(Runnable.class, "p999")).isPresent();
        assertThat(table.lastDeparture(Runnable.class, "p0")).isEmpty();
    }

    @Test
    void sorted_isByTypeThenInTheOrderOfPreference() {
        SymbolTable table = SymbolTable.empty()
                .with(List.of(provider(Runnable.class, "low", -5, 1)))
                .with(List.of(provider(Comparable.class, "only", 0, 2)))
                .with(List.of(provider(Runnable.class, "high", 5, 3)));

        assertThat(table.sorted()).extracting(provider -> provider.key().name()).containsExactly("only", "high", "low");
    }
}
