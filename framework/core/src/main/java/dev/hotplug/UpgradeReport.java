package dev.hotplug;

import dev.hotplug.lifecycle.UpgradeCheck;
import java.util.List;

/**
 * What would become of the loaded plugins if one of them were replaced by another version. Nothing was changed to
 * find out.
 *
 * @param id the plugin
 * @param from the version that is loaded
 * @param to the version in the file
 * @param notes what is worth knowing (that it is an older version, ...), one sentence for each
 * @param problems why the new version itself would not load, one sentence for each; empty if it would
 * @param dependents the plugins that use it, directly or through others, in load order
 */
public record UpgradeReport(String id, String from, String to, List<String> notes, List<String> problems,
                            List<Dependent> dependents) {

    /** Copies the lists. */
    public UpgradeReport {
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
        dependents = List.copyOf(dependents);
    }

    static UpgradeReport of(UpgradeCheck.Result result) {
        return new UpgradeReport(result.id(), result.from(), result.to(), result.notes(), result.problems(),
                result.dependents().stream().map(dependent -> new Dependent(dependent.id(), dependent.version(),
                        Effect.of(dependent), dependent.reasons())).toList());
    }

    /**
     * Whether the new version would load, and so would everything that uses it.
     *
     * @return {@code true} if there is no problem and no dependent breaks
     */
    public boolean isSafe() {
        return problems.isEmpty() && dependents.stream().noneMatch(dependent -> dependent.effect() == Effect.BREAKS);
    }

    /**
     * One plugin that uses the one that would be replaced.
     *
     * @param id its id
     * @param version its version
     * @param effect what would become of it
     * @param reasons why, one sentence for each; empty if it would not notice
     */
    public record Dependent(String id, String version, Effect effect, List<String> reasons) {

        /** Copies the list. */
        public Dependent {
            reasons = List.copyOf(reasons);
        }
    }

    /** What would become of a dependent. */
    public enum Effect {

        /** It uses nothing that differs. */
        UNTOUCHED,

        /** It uses something that differs, and would load all the same. */
        CHANGED,

        /** It would not load with the new version. */
        BREAKS;

        private static Effect of(UpgradeCheck.Dependent dependent) {
            return dependent.breaks() ? BREAKS : dependent.reasons().isEmpty() ? UNTOUCHED : CHANGED;
        }
    }
}
