package dev.hotplug.console.dropin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.semver4j.Semver;

/**
 * What is to be done next, so that what runs follows what is in the directory. The rules:
 *
 * <ul>
 * <li>Of several files with one id the newest version counts; of one version what runs already, else what was written
 *     last.
 * <li>Content that was brought up once is done with. If it does not run any more, an operator has unloaded it.
 * <li>Content that failed is tried again when the file is written anew, when others that run may have brought what it
 *     lacked, or after a while if time may help.
 * <li>What is blocked is not loaded. If it runs all the same, it is reloaded and unloaded like any other.
 * <li>What an operator has loaded from elsewhere is neither replaced nor unloaded.
 * <li>A plugin whose file has gone is unloaded, alone: one that others require stays until they have gone.
 * <li>A plugin whose file is there but cannot be read at the moment stays as it is, unless another file holds a newer
 *     version.
 * <li>A plugin whose calls did not end in time when it was to be replaced takes no more of them: its unload is tried
 *     again, after a while, until it is gone, and it comes up after that.
 * <li>Several plugins to be replaced that use each other go down together and come up in one batch, in their order, if
 *     all that uses them is in the directory too. Any other is reloaded on its own, so that the old one can come back.
 * </ul>
 *
 * @param running files whose content runs
 * @param forgotten ids of which neither a file nor anything that came from one is left
 * @param unloads ids to unload, since their files have gone
 * @param withdrawals files whose plugins are to be unloaded, since they come up from them in the next round
 * @param reloads files to reload from, what is used before what uses it
 * @param loads files to load, as one batch
 * @param passedOver files that another one with the same id outdoes, with that one
 * @param counting by id, the files that count, but for plugins whose file cannot be read at the moment
 */
record Plan(List<Found.Jar> running, Set<String> forgotten, Set<String> unloads, List<Found.Jar> withdrawals,
            List<Found.Jar> reloads, List<Found.Jar> loads, Map<Found.Jar, Found.Jar> passedOver,
            Map<String, Found.Jar> counting) {

    /** Whether it changes nothing on the host. */
    boolean isIdle() {
        return unloads.isEmpty() && withdrawals.isEmpty() && reloads.isEmpty() && loads.isEmpty();
    }

    /** Decides. Nothing but the arguments matters, and none of them is changed. */
    static Plan of(Collection<Found> found, Map<String, Running> host, Ledger ledger, Set<String> blocked, long now) {
        return new Draft(found, host, ledger, blocked, now).plan();
    }

    /** Whatever a decision is made from. */
    private static final class Draft {

        private final Map<String, Running> host;
        private final Set<Running> others;
        private final Ledger ledger;
        private final Set<String> blocked;
        private final long now;
        private final Set<String> unreadable;
        private final Map<Found.Jar, Found.Jar> passedOver = new LinkedHashMap<>();
        private final Map<String, Found.Jar> wanted;

        Draft(Collection<Found> found, Map<String, Running> host, Ledger ledger, Set<String> blocked, long now) {
            this.host = host;
            this.others = Set.copyOf(host.values());
            this.ledger = ledger;
            this.blocked = blocked;
            this.now = now;
            this.unreadable = found.stream()
                    .filter(file -> file instanceof Found.Unsettled || file instanceof Found.Unusable)
                    .map(Found::file).collect(Collectors.toSet());
            this.wanted = newest(found);
        }

        Plan plan() {
            List<Found.Jar> running = new ArrayList<>();
            Map<String, Found.Jar> replaced = new TreeMap<>();
            List<Found.Jar> loads = new ArrayList<>();
            Map<String, Found.Jar> counting = new TreeMap<>(wanted);
            counting.values().removeIf(jar -> isHeldBack(jar.id()) && !isNewer(jar));
            Set<String> stuck = new TreeSet<>();
            counting.values().forEach(jar -> {
                Running old = host.get(jar.id());
                if (old != null && old.isGoing()) {
                    if (!isDone(jar)) {
                        stuck.add(jar.id());
                    }
                } else if (old != null && old.digest().equals(jar.digest())) {
                    running.add(jar);
                } else if (isDone(jar)) {
                    return;
                } else if (old != null && ledger.isOurs(old)) {
                    replaced.put(jar.id(), jar);
                } else if (!blocked.contains(jar.id()) || ledger.isWithdrawn(jar.id())) {
                    loads.add(jar);
                }
            });
            Set<String> withdrawals = withdrawals(replaced.keySet());
            withdrawals.addAll(stuck);
            List<Found.Jar> reloads = usedFirst(replaced.keySet()).stream().filter(id -> !withdrawals.contains(id))
                    .map(replaced::get).toList();
            Set<String> orphans = new TreeSet<>(ledger.ids());
            orphans.removeIf(id -> wanted.containsKey(id) || isHeldBack(id));
            Set<String> unloads = orphans.stream().filter(this::isToBeUnloaded)
                    .collect(Collectors.toCollection(TreeSet::new));
            orphans.removeIf(id -> host.containsKey(id) && ledger.isOurs(host.get(id)));
            return new Plan(running, orphans, unloads, withdrawals.stream().map(wanted::get).toList(), reloads, loads,
                    passedOver, counting);
        }

        private Map<String, Found.Jar> newest(Collection<Found> found) {
            Map<String, Found.Jar> best = new TreeMap<>();
            List<Found.Jar> jars = found.stream().filter(Found.Jar.class::isInstance).map(Found.Jar.class::cast)
                    .toList();
            jars.forEach(jar -> best.merge(jar.id(), jar, this::better));
            jars.stream().filter(jar -> !best.get(jar.id()).digest().equals(jar.digest()))
                    .forEach(jar -> passedOver.put(jar, best.get(jar.id())));
            return best;
        }

        private Found.Jar better(Found.Jar left, Found.Jar right) {
            return Comparator.comparing((Found.Jar jar) -> new Semver(jar.version()))
                    .thenComparing(this::runs)
                    .thenComparing(Found.Jar::modified)
                    .thenComparing(Found.Jar::file).compare(left, right) >= 0 ? left : right;
        }

        private boolean runs(Found.Jar jar) {
            return host.containsKey(jar.id()) && host.get(jar.id()).digest().equals(jar.digest());
        }

        private boolean isHeldBack(String id) {
            return ledger.deed(id).filter(deed -> unreadable.contains(deed.file())).isPresent();
        }

        private boolean isNewer(Found.Jar jar) {
            return ledger.deed(jar.id()).map(Ledger.Deed::version).filter(version -> !version.isEmpty())
                    .filter(version -> new Semver(jar.version()).isGreaterThan(new Semver(version))).isPresent();
        }

        private boolean isDone(Found.Jar jar) {
            Optional<Ledger.Deed> deed = ledger.deed(jar.id()).filter(done -> done.concerns(jar));
            return deed.isPresent() && !deed.flatMap(Ledger.Deed::failure)
                    .map(failure -> failure.isWorthAnotherAttempt(others, now)).orElse(false);
        }

        private boolean isToBeUnloaded(String id) {
            Running old = host.get(id);
            return old != null && ledger.isOurs(old) && ledger.deed(id).filter(deed -> deed.digest().isEmpty())
                    .flatMap(Ledger.Deed::failure).map(failure -> failure.isWorthAnotherAttempt(others, now))
                    .orElse(true);
        }

        private Set<String> withdrawals(Set<String> replaced) {
            Set<String> tangled = new HashSet<>();
            for (String id : replaced) {
                Set<String> used = usedBy(id);
                used.retainAll(replaced);
                if (!used.isEmpty()) {
                    tangled.add(id);
                    tangled.addAll(used);
                }
            }
            Set<String> down = new TreeSet<>(tangled);
            host.keySet().stream().filter(id -> !Collections.disjoint(usedBy(id), tangled)).forEach(down::add);
            boolean allOurs = down.stream().allMatch(id -> wanted.containsKey(id) && ledger.isOurs(host.get(id)));
            return allOurs ? down : new TreeSet<>();
        }

        /** What a plugin uses, directly or through others. */
        private Set<String> usedBy(String id) {
            Set<String> used = new HashSet<>();
            List<String> next = new ArrayList<>(host.get(id).uses());
            while (!next.isEmpty()) {
                String one = next.remove(next.size() - 1);
                if (used.add(one) && host.containsKey(one)) {
                    next.addAll(host.get(one).uses());
                }
            }
            return used;
        }

        private List<String> usedFirst(Set<String> ids) {
            Map<String, Integer> depth = new HashMap<>();
            ids.forEach(id -> depth.put(id, usedBy(id).size()));
            return ids.stream().sorted(Comparator.comparing(depth::get)).toList();
        }
    }
}
