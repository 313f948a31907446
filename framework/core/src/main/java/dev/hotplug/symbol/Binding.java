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
    /** Its place among the providers of the type in that table. */
    final int place;

    Binding(Provider provider, int place, Generation generation) {
        this.instance = provider.instance();
        this.reference = provider.owner().reference();
        this.owner = provider.owner();
        this.place = place;
        this.generation = generation;
    }
}
