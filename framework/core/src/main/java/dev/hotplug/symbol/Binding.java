package dev.hotplug.symbol;

import dev.hotplug.rcu.PluginReference;

/** A provider, as a stub has found it in one table. Immutable. Public for the generated stubs. */
public final class Binding {

    /** The exported object. */
    public final Object instance;
    /** Counts the calls. */
    public final PluginReference reference;

    final Generation generation;
    final Owner owner;
    /** Where to go on from, in that table. */
    final Provider provider;

    Binding(Provider provider, Generation generation) {
        this.instance = provider.instance();
        this.reference = provider.owner().reference();
        this.owner = provider.owner();
        this.provider = provider;
        this.generation = generation;
    }
}
