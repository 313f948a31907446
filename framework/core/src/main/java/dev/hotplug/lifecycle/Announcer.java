package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.Reason;
import dev.hotplug.api.Registration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happens (the kernel's module notifiers). No lock is held while a listener runs.
 *
 * <p>Safe for use by many threads.
 */
final class Announcer {

    private final List<Slot> slots = new CopyOnWriteArrayList<>();

    /** One registration; the same listener may have several. */
    private record Slot(PluginListener listener, Object identity) {
    }

    Registration register(PluginListener listener) {
        Slot slot = new Slot(listener, new Object());
        slots.add(slot);
        return () -> slots.remove(slot);
    }

    /**
     * Announces a plugin that is coming, listener by listener.
     *
     * @param told receives each listener that was told, as soon as it has agreed
     * @throws PluginException {@code VETOED} if one refuses; the others are not told
     */
    void coming(Entry entry, PluginInfo plugin, List<PluginListener> told) {
        for (Slot slot : slots) {
            try {
                slot.listener.coming(plugin);
            } catch (Throwable veto) {
                throw new PluginException(Reason.VETOED, entry.id(), entry.label() + ": refused by listener "
                        + nameOf(slot.listener) + ": " + Refusal.describe(veto), veto);
            }
            told.add(slot.listener);
        }
    }

    /** Takes an announcement back from those that heard it, in reverse order, each once. */
    void notComing(Entry entry, PluginInfo plugin, List<PluginListener> told) {
        List<PluginListener> reversed = new ArrayList<>(told);
        Collections.reverse(reversed);
        told.clear();
        reversed.forEach(listener -> tell(entry, listener, plugin, PluginListener::going));
    }

    /** Notes that a plugin is live, to be announced in its turn. Calls no listener. */
    void live(Entry entry, PluginInfo plugin) {
        if (!slots.isEmpty()) {
            entry.events().add(() -> slots.forEach(slot -> tell(entry, slot.listener, plugin, PluginListener::live)));
        }
    }

    /** Announces that a plugin that was live is going, in its turn. */
    void going(Entry entry, PluginInfo plugin) {
        if (!slots.isEmpty()) {
            entry.events().add(() -> slots.forEach(slot -> tell(entry, slot.listener, plugin, PluginListener::going)));
            deliver(entry);
        }
    }

    /** Announces what was noted of a plugin. */
    void deliver(Entry entry) {
        if (!slots.isEmpty()) {
            entry.events().deliver();
        }
    }

    private static String nameOf(PluginListener listener) {
        return listener instanceof PluginOwnedListener owned ? owned.name() : listener.getClass().getName();
    }

    private static void tell(Entry entry, PluginListener listener, PluginInfo plugin,
                             BiConsumer<PluginListener, PluginInfo> event) {
        try {
            event.accept(listener, plugin);
        } catch (Throwable t) {
            warn(entry, listener, t);
        }
    }

    private static void warn(Entry entry, PluginListener listener, Throwable failure) {
        HostLog.warn(LoggerFactory.getLogger(Announcer.class), entry + ": listener " + nameOf(listener) + " failed: "
                + Refusal.describe(failure), failure);
    }
}
