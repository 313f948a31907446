package dev.hotplug.symbol;

import dev.hotplug.api.PluginUnavailableException;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;

/**
 * What all guarded services have in common: the symbol that they stand for, and the provider that they found last.
 *
 * <p>Safe for use by many threads. Public for the generated stubs, which extend it.
 */
public abstract class GuardedStub {

    /*
     * The binding is a cache. It is right while its generation is not over, and a stub that keeps one pins the plugin. So
     * the stub is remembered by the plugin before it keeps a binding, and forgets it when the plugin is unloaded:
     *
     *   stub      remember   binding = found   full fence   generation over? binding = null
     *   unloader  end the generation   ...   evict: binding = null for all that are remembered
     *
     * If the stub was remembered after evict took the set, the set's monitor orders the end of the generation before
     * the stub's look at it. If before, also because of an earlier binding, evict sees the stub; it then sees the
     * binding, or the stub sees the end (full fences on both sides). A binding that evict throws away wrongly, because
     * a newer one was just put there, is found again by the next call.
     */

    /** This stub's own. Its monitor is taken, since that of the stub is the application's to hold. */
    private final GuardedSymbol symbol;
    private Binding binding;
    /** What plugins remember this stub by; made for the first. Guarded by the symbol's monitor. */
    private WeakReference<GuardedStub> self;
    /** The last plugin that was told to, by its load number; 0 for none. Guarded by the symbol's monitor. */
    private long rememberedBy;

    /**
     * @param symbol the symbol that it stands for, of no other stub
     */
    protected GuardedStub(GuardedSymbol symbol) {
        this.symbol = symbol;
    }

    /**
     * The preferred provider.
     *
     * @return the provider, which may refuse a call, if it is just going
     * @throws PluginUnavailableException if there is none
     */
    protected final Binding current() {
        Binding known = binding;
        return known != null && !known.generation.isOver() ? known : bind();
    }

    /**
     * The provider to try after one that has refused.
     *
     * @param refused the one that has refused
     * @return the next in the order of preference
     * @throws PluginUnavailableException if there is none
     */
    protected final Binding next(Binding refused) {
        return symbol.after(refused);
    }

    private Binding bind() {
        Binding found = symbol.first();
        synchronized (symbol) {
            if (rememberedBy != found.owner.loadNumber()) {
                self = self == null ? new WeakReference<>(this) : self;
                found.owner.remember(self);
                rememberedBy = found.owner.loadNumber();
            }
            binding = found;
            VarHandle.fullFence();
            if (found.generation.isOver()) {
                binding = null;
            }
        }
        return found;
    }

    /** Drops the binding to a plugin that was unloaded. */
    final void forget(Owner owner) {
        synchronized (symbol) {
            if (binding != null && binding.owner == owner) {
                binding = null;
            }
        }
    }

    /** Equal if it stands for the same symbol of the same host. Never enters a plugin. */
    @Override
    public final boolean equals(Object other) {
        return other instanceof GuardedStub that && getClass() == that.getClass() && symbol.equals(that.symbol);
    }

    /** Never enters a plugin. */
    @Override
    public final int hashCode() {
        return symbol.hashCode();
    }

    /** The symbol that it stands for. Never enters a plugin. */
    @Override
    public final String toString() {
        return symbol.toString();
    }
}
