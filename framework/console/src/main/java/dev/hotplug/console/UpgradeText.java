package dev.hotplug.console;

import dev.hotplug.UpgradeReport;
import dev.hotplug.api.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whom another version of a plugin would break. */
final class UpgradeText {

    private UpgradeText() {
    }

    static List<String> lines(UpgradeReport report) {
        List<String> lines = new ArrayList<>(List.of(report.id() + " " + report.from() + " -> " + report.to()));
        report.notes().forEach(note -> lines.add("note: " + note));
        report.problems().forEach(problem -> lines.add("would not load: " + Refusals.oneLine(problem)));
        for (UpgradeReport.Dependent dependent : report.dependents()) {
            String line = dependent.id() + " " + dependent.version() + ": "
                    + dependent.effect().name().toLowerCase(Locale.ROOT);
            if (dependent.reasons().isEmpty()) {
                lines.add(line);
            }
            dependent.reasons().forEach(reason -> lines.add(line + ": " + Refusals.oneLine(reason)));
        }
        if (report.dependents().isEmpty()) {
            lines.add("nobody uses it");
        }
        return lines;
    }

    /** Of an upgrade that is not safe, in the form of a refusal. */
    static String complaint(UpgradeReport report) {
        List<String> broken = report.dependents().stream()
                .filter(dependent -> dependent.effect() == UpgradeReport.Effect.BREAKS)
                .map(dependent -> dependent.id() + " " + dependent.version()).toList();
        return (broken.isEmpty() ? Reason.UNRESOLVED_SYMBOL : Reason.IN_USE) + ": " + report.id() + " " + report.to()
                + ": " + (broken.isEmpty() ? "would not load" : "would break " + String.join(", ", broken))
                + "; nothing was changed";
    }

    static Document document(UpgradeReport report) {
        return new Document().put("id", report.id()).put("from", report.from()).put("to", report.to())
                .put("safe", report.isSafe()).put("notes", report.notes()).put("problems", report.problems())
                .put("dependents", report.dependents().stream().map(dependent -> new Document()
                        .put("id", dependent.id()).put("version", dependent.version())
                        .put("effect", dependent.effect()).put("reasons", dependent.reasons())).toList());
    }
}
