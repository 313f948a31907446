package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.rcu.PluginReference;

/**
 * A listener that a plugin registered. Telling it is a call into that plugin, so it is counted as one, and not made when
 * the plugin is going: an event that was under way cannot fall into a stopped plugin.
 */
final class PluginOwnedListener implements PluginListener {

    private final PluginReference owner;
    private final PluginListener listener;

    PluginOwnedListener(Entry owner, PluginListener listener) {
        this.owner = owner.reference;
        this.listener = listener;
    }

    /** The class of the plugin's own listener, for messages. */
    String name() {
        return listener.getClass().getName();
    }

    @Override
    public void coming(PluginInfo plugin) throws Exception {
        int ticket = owner.enter();
        if (ticket != PluginReference.REFUSED) {
            try {
                listener.coming(plugin);
            } finally {
                owner.leave(ticket);
            }
        }
    }

    @Override
    public void live(PluginInfo plugin) {
        int ticket = owner.enter();
        if (ticket != PluginReference.REFUSED) {
            try {
                listener.live(plugin);
            } finally {
                owner.leave(ticket);
            }
        }
    }

    @Override
    public void going(PluginInfo plugin) {
        int ticket = owner.enter();
        if (ticket != PluginReference.REFUSED) {
            try {
                listener.going(plugin);
            } finally {
                owner.leave(ticket);
            }
        }
    }
}
