package dev.hotplug.console.dropin;

import dev.hotplug.PluginDescription;
import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the files say of themselves. Each is read once, until its stamp changes; renaming it changes nothing. */
final class Inventory {

    private record Read(Stamp stamp, Found found) {
    }

    private final Folder folder;
    private final PluginHost host;
    private Map<String, Read> read = Map.of();

    Inventory(Folder folder, PluginHost host) {
        this.folder = folder;
        this.host = host;
    }

    /** Takes stock of what was seen. */
    List<Found> take(Map<String, Stamp> seen, Settling settling, long now) {
        Map<String, Read> taken = new HashMap<>();
        List<Found> stock = new ArrayList<>();
        for (Map.Entry<String, Stamp> entry : seen.entrySet()) {
            String file = entry.getKey();
            Found found = known(file, entry.getValue(), seen)
                    .orElseGet(() -> read(file, entry.getValue(), settling, now));
            if (!(found instanceof Found.Unsettled)) {
                taken.put(file, new Read(entry.getValue(), found));
            }
            stock.add(found);
        }
        read = taken;
        return stock;
    }

    private Optional<Found> known(String file, Stamp stamp, Map<String, Stamp> seen) {
        Read same = read.get(file);
        if (same != null && same.stamp().equals(stamp)) {
            return Optional.of(same.found());
        }
        return read.values().stream()
                .filter(other -> other.stamp().equals(stamp) && !seen.containsKey(other.found().file()))
                .map(Read::found).filter(Found.Jar.class::isInstance).map(Found.Jar.class::cast)
                .<Found>map(renamed -> renamed.named(file)).findFirst();
    }

    private Found read(String file, Stamp stamp, Settling settling, long now) {
        if (!settling.settled(now).contains(file)) {
            return new Found.Unsettled(file);
        }
        // After so long nobody writes it any more: whatever is wrong with it, the host says it best.
        if (!folder.isComplete(file) && !settling.abandoned(now).contains(file)) {
            return new Found.Unsettled(file);
        }
        Found found = describe(file, stamp);
        return folder.stamp(file).filter(stamp::equals).isPresent() ? found : new Found.Unsettled(file);
    }

    private Found describe(String file, Stamp stamp) {
        try {
            PluginDescription plugin = host.describe(folder.file(file));
            return new Found.Jar(file, plugin.id(), plugin.version(), plugin.digest(), stamp.modified());
        } catch (PluginException refusal) {
            return new Found.Unusable(file, Notices.line(refusal));
        }
    }
}
