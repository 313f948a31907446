package dev.hotplug.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.rcu.PluginReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    private static Provider provider(String name, int ranking, long order) {
        return new Provider(new SymbolKey(Runnable.class, name), name, ranking, order,
                new Owner(order, name, "1.0.0", new PluginReference(() -> { })));
    }

    private static final Comparator<Provider> PREFERENCE = Comparator.comparing(Provider::ranking).reversed()
            .thenComparing(Provider::order).thenComparing(provider -> provider.key().name());

    @Test
    void anyChanges_giveWhatASortedListGives() {
        Random random = new Random(11);
        int[] rankings = {0, 0, 0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE};
        List<Provider> model = new ArrayList<>();
        Candidates candidates = Candidates.EMPTY;
        for (int step = 0; step < 1_000; step++) {
            if (model.isEmpty() || random.nextInt(5) < 3) {
                // Now and then one plugin exports the type under several names.
                Provider one = provider("p" + step, rankings[random.nextInt(rankings.length)], step / 3);
                model.add(one);
                model.sort(PREFERENCE);
                candidates = candidates.with(one);
            } else {
                candidates = candidates.without(model.remove(random.nextInt(model.size())));
            }
            assertThat(candidates.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(candidates.first()).isSameAs(model.isEmpty() ? null : model.get(0));
            if (!model.isEmpty()) {
                int at = random.nextInt(model.size());
                assertThat(candidates.named(model.get(at).key().name())).isSameAs(model.get(at));
                assertThat(candidates.after(model.get(at)))
                        .isSameAs(at + 1 == model.size() ? null : model.get(at + 1));
            }
        }
        assertThat(candidates.all()).containsExactlyElementsOf(model);
    }

    @Test
    void guarded_askedAgain_isTheSameListAndKeepsTheServicesOfThoseThatStay() {
        Provider stays = provider("stays", 0, 1);
        Candidates one = Candidates.EMPTY.with(stays);
        List<Runnable> services = one.guarded(Runnable.class, provider -> () -> { });

        assertThat(one.guarded(Runnable.class, provider -> null)).isSameAs(services);
        List<Runnable> more = one.with(provider("new", 0, 2)).guarded(Runnable.class, provider -> () -> { });
        assertThat(more).hasSize(2).element(0).isSameAs(services.get(0));
    }
}
