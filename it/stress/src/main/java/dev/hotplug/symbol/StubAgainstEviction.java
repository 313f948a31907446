package dev.hotplug.symbol;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.it.stress.Proves;
import dev.hotplug.it.stress.broken.StubAgainstEvictionBroken;
import dev.hotplug.rcu.PluginReference;
import dev.hotplug.rcu.Published;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Two guarded services are called while their provider is unloaded: one for the first time, one that has found it before,
 * by its name.
 */
@JCStressTest
@Proves(value = "I9", twin = StubAgainstEvictionBroken.class)
@Outcome(id = {"found found, forgotten", "found unavailable, forgotten", "unavailable unavailable, forgotten"},
        expect = ACCEPTABLE, desc = "The calls came first, or the unload did.")
@Outcome(id = {"unavailable found, forgotten", "unavailable found, kept"}, expect = FORBIDDEN,
        desc = "After a caller has seen the next table, a service answers from the old one.")
@Outcome(id = {"found found, kept", "found unavailable, kept", "unavailable unavailable, kept"}, expect = FORBIDDEN,
        desc = "A service that nobody calls any more keeps an unloaded plugin from being collected.")
@State
public class StubAgainstEviction {

    private static final VarHandle BINDING;

    static {
        try {
            BINDING = MethodHandles.privateLookupIn(GuardedStub.class, MethodHandles.lookup())
                    .findVarHandle(GuardedStub.class, "binding", Binding.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Owner owner = new Owner(1, "greeter", "1.0.0", new PluginReference(() -> { }));
    private final SymbolTable with = SymbolTable.empty().with(List.of(
            new Provider(new SymbolKey(Runnable.class, "greeter"), "exported", 0, 1, owner)));
    private final SymbolTable without = with.without(1, Instant.EPOCH);
    private final Published<SymbolTable> tables = new Published<>(with);
    private final Stub preferred = new Stub(new GuardedSymbol(tables::acquire, Runnable.class, null));
    private final Stub named = new Stub(new GuardedSymbol(tables::acquire, Runnable.class, "greeter"));

    /** A state with one service that is bound. */
    public StubAgainstEviction() {
        named.find();
    }

    /** What a generated stub begins each of its methods with. */
    private static final class Stub extends GuardedStub {

        Stub(GuardedSymbol symbol) {
            super(symbol);
        }

        String find() {
            try {
                current();
                return "found";
            } catch (PluginUnavailableException gone) {
                return "unavailable";
            }
        }
    }

    @Actor
    public void call(LL_Result r) {
        r.r1 = preferred.find() + " " + named.find();
    }

    @Actor
    public void unload() {
        without.replace();
        tables.publishRelease(without);
        owner.evict();
    }

    @Arbiter
    public void look(LL_Result r) {
        r.r2 = BINDING.getVolatile(preferred) == null && BINDING.getVolatile(named) == null ? "forgotten" : "kept";
    }
}
