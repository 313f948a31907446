package dev.hotplug.console.dropin;

import dev.hotplug.PluginDescription;
import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

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
            boolean lasting = !(found instanceof Found.Unusable unusable) || unusable.isLasting();
            if (lasting && !(found instanceof Found.Unsettled)) {
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
                .filter(other -> stamp.isRenamed(other.stamp()) && !seen.containsKey(other.found().file()))
                .map(Read::found).filter(Found.Jar.class::isInstance).map(Found.Jar.class::cast)
                .<Found>map(renamed -> renamed.named(file)).findFirst();
    }

    private Found read(String file, Stamp stamp, Settling settling, long now) {
        if (!settling.settled(now).contains(file)) {
            return new Found.Unsettled(file);
        }
        if (stamp.kind() == Stamp.Kind.LINK_TO_NOWHERE) {
            return new Found.NoFile(file, Reason.BAD_IMAGE + ": " + folder.file(file)
                    + ": is a link to " + folder.target(file) + ", which is not there; nothing is loaded from it; put"
                    + " the file there, or delete the link");
        }
        Found found = describe(file, stamp);
        return folder.stamp(file).filter(stamp::equals).isPresent() ? found : new Found.Unsettled(file);
    }

    private Found describe(String file, Stamp stamp) {
        try {
            PluginDescription plugin = host.describe(folder.file(file));
            return new Found.Jar(file, plugin.id(), plugin.version(), plugin.digest(), stamp.modified());
        } catch (PluginException refusal) {
            String line = Notices.line(refusal) + "; nothing is loaded from it";
            return stamp.kind() == Stamp.Kind.NO_FILE
                    ? new Found.NoFile(file, line + "; give it a name that does not end in .jar")
                    : unusable(file, line, refusal);
        }
    }

    private static Found unusable(String file, String line, PluginException refusal) {
        boolean passing = isPassing(refusal.getCause());
        String until = passing ? " until it can be read" : refusal.reason() == Reason.BAD_IMAGE
                ? " until it changes, as it does while it is being copied" : " until it changes";
        return new Found.Unusable(file, line + until, !passing);
    }

    /** Whether the system was to blame, and not what the file holds. */
    private static boolean isPassing(Throwable cause) {
        return cause instanceof IOException && !(cause instanceof ZipException) || cause instanceof OutOfMemoryError;
    }
}
