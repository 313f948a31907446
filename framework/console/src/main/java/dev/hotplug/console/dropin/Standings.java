package dev.hotplug.console.dropin;

import dev.hotplug.console.config.ConfigurationFile;
import dev.hotplug.console.dropin.DropInReport.Standing;
import dev.hotplug.console.text.Plain;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Puts into words how plugins stand with their files. */
final class Standings {

    private final Folder folder;
    private final Ledger ledger;
    private final Notices notices;

    Standings(Folder folder, Ledger ledger, Notices notices) {
        this.folder = folder;
        this.ledger = ledger;
        this.notices = notices;
    }

    /**
     * After a plan was carried out.
     *
     * @param found all files
     * @param counting by id, the files that count
     * @param blocked ids on the blocklist
     */
    Map<String, Standing> of(Collection<Found> found, Map<String, Found.Jar> counting, Set<String> blocked) {
        Map<String, Standing> standings = new HashMap<>();
        for (Found file : found) {
            if (file instanceof Found.Unusable unusable) {
                ledger.from(file.file()).forEach(id -> standings.put(id, new Standing(folder.file(file.file()), "",
                        ledger.brought(id).orElse(""), "", unusable.line())));
            }
        }
        counting.forEach((id, jar) -> {
            Path file = folder.file(jar.file());
            standings.put(id, new Standing(file, jar.digest(), ledger.brought(id).orElse(""),
                    absence(jar, file.toAbsolutePath(), blocked.contains(id)),
                    failure(jar, file.toAbsolutePath())));
        });
        return standings;
    }

    private String absence(Found.Jar jar, Path file, boolean isBlocked) {
        return ledger.deed(jar.id()).filter(deed -> deed.concerns(jar)).map(deed -> deed.failure()
                .map(failure -> file + " is watched, and tried again " + when(failure.remedy()))
                .orElseGet(() -> file + " is watched, but left alone until its content changes, because the plugin was"
                        + " unloaded by hand; to get it back, type: plugin load " + Plain.word(file.toString())))
                .orElseGet(() -> !isBlocked ? "" : file + " is watched, but not loaded by itself, because "
                        + ConfigurationFile.NAME + " blocks it; to load it, type: plugin load " + Plain.word(file.toString()));
    }

    private String failure(Found.Jar jar, Path file) {
        return ledger.deed(jar.id()).filter(deed -> deed.concerns(jar)).flatMap(Ledger.Deed::failure)
                .map(failure -> file + " holds " + jar.label() + ", which does not run: "
                        + notices.complaint(jar.id()).orElse(failure.reason().name()) + "; it is tried again "
                        + when(failure.remedy())).orElse("");
    }

    private static String when(Ledger.Remedy remedy) {
        return switch (remedy) {
            case OTHERS -> "when other plugins have come or gone, or when it changes";
            case TIME -> "after a while, or when it changes";
            case CHANGE -> "when it changes or is touched";
        };
    }
}
