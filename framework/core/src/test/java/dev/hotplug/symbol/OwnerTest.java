package dev.hotplug.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotplug.rcu.PluginReference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnerTest {

    private final Owner owner = new Owner(1, "text", "1.2.0", new PluginReference(() -> { }));

    private static final class Stub extends GuardedStub {

        Stub() {
            super(new GuardedSymbol(SymbolTable::empty, Runnable.class, null));
        }
    }

    private List<WeakReference<GuardedStub>> remember(int count) {
        List<GuardedStub> alive = new ArrayList<>();
        List<WeakReference<GuardedStub>> remembered = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            alive.add(new Stub());
            remembered.add(new WeakReference<>(alive.get(i)));
            owner.remember(remembered.get(i));
        }
        assertThat(owner.remembered()).isEqualTo(count);
        return remembered;
    }

    @Test
    void remember_afterManyWereCollected_keepsNoneOfThem() {
        List<WeakReference<GuardedStub>> gone = remember(1_000);
        await().untilAsserted(() -> {
            System.gc();
            assertThat(gone).allMatch(stub -> stub.refersTo(null));
        });

        GuardedStub next = new Stub();
        owner.remember(new WeakReference<>(next));

        assertThat(owner.remembered()).isEqualTo(1);
    }
}
