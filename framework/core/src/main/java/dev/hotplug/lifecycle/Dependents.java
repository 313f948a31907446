package dev.hotplug.lifecycle;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Who uses a plugin, at one moment. Looked at under the writer lock and told of without it: what holds one in
 * quarantine is found on the stacks of threads, which takes long.
 */
final class Dependents {

    private final List<Entry> settled = new ArrayList<>();
    private final List<Entry> coming = new ArrayList<>();
    private final List<Entry> quarantined = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    private Dependents() {
    }

    /** With the writer lock held. */
    static Dependents among(Collection<Entry> users) {
        Dependents found = new Dependents();
        for (Entry user : users) {
            found.ids.add(user.id());
            (user.isQuarantined() ? found.quarantined
                    : user.state.compareTo(PluginState.LIVE) < 0 ? found.coming : found.settled).add(user);
        }
        return found;
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    int count() {
        return ids.size();
    }

    /** With no lock held. */
    PluginException refusal(Entry used) {
        return Refusal.cannotUnload(Reason.IN_USE, used, String.join("; also ", clauses()),
                new PluginException.Dependents(ids));
    }

    /**
     * One clause for those that can be unloaded, one for each whose load is still under way, which nobody can unload
     * yet, and one for each that was unloaded and is still kept. With no lock held.
     */
    List<String> clauses() {
        List<String> clauses = new ArrayList<>();
        if (!settled.isEmpty()) {
            clauses.add("required by " + String.join(", ", settled.stream().map(Entry::id).toList()) + "; unload "
                    + (settled.size() == 1 ? "that one" : "those") + " first");
        }
        coming.forEach(user -> clauses.add("required by " + user + ", which is just being loaded; wait for that, and if"
                + " it is live then, unload it"));
        quarantined.forEach(user -> clauses.add("required by " + user + ", which is in quarantine: "
                + Whereabouts.grip(user) + "; it goes by itself when that has ended"));
        return clauses;
    }
}
