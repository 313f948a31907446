package dev.hotplug.console.dropin;

import dev.hotplug.LoadOptions;
import dev.hotplug.LoadOutcome;
import dev.hotplug.PluginHandle;
import dev.hotplug.PluginHost;
import dev.hotplug.ReloadReport;
import dev.hotplug.UnloadGroup;
import dev.hotplug.UnloadOptions;
import dev.hotplug.UnloadOutcome;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.api.Taint;
import dev.hotplug.console.config.Configuration;
import dev.hotplug.console.config.ConfigurationFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Carries plans out on the host, and notes what came of it. */
final class Steward {

    private final PluginHost host;
    private final Folder folder;
    private final Ledger ledger;
    private final Notices notices;
    private final ConfigurationFile configuration;
    private final KeptParameters kept;
    /** A plugin whose file is gone or replaced takes no new call; those in flight get this long to end. */
    private final UnloadOptions drain;
    private Map<Long, Running> described = Map.of();

    Steward(PluginHost host, Folder folder, Ledger ledger, Notices notices, ConfigurationFile configuration,
            Pace pace) {
        this.host = host;
        this.folder = folder;
        this.ledger = ledger;
        this.notices = notices;
        this.configuration = configuration;
        kept = new KeptParameters(host);
        drain = UnloadOptions.defaults().draining(pace.drain());
    }

    /** What runs, by id. */
    Map<String, Running> running() {
        Map<Long, Running> now = new HashMap<>();
        Map<String, Running> byId = new LinkedHashMap<>();
        for (PluginInfo row : host.plugins()) {
            if (!row.taints().contains(Taint.QUARANTINED)) {
                describe(row, now);
                Running known = now.get(row.loadNumber());
                if (known != null) {
                    byId.put(row.id(), new Running(known.id(), known.digest(), known.uses(),
                            row.state() == PluginState.GOING));
                }
            }
        }
        described = now;
        return byId;
    }

    private void describe(PluginInfo row, Map<Long, Running> into) {
        try {
            Running known = described.get(row.loadNumber());
            into.put(row.loadNumber(), known != null ? known
                    : new Running(row.id(), host.describe(row.id()).digest(), row.uses(), false));
        } catch (PluginException gone) {
            // Unloaded since the table was read.
        }
    }

    /** Carries a plan out. */
    void carryOut(Plan plan, long now) {
        Set<Running> others = Set.copyOf(running().values());
        plan.running().forEach(jar -> {
            ledger.runs(jar, jar.digest());
            notices.settle(jar.id());
        });
        kept.forget(plan.forgotten());
        plan.forgotten().forEach(id -> {
            ledger.forget(id);
            notices.settle(id);
        });
        unload(plan, others, now);
        withdraw(plan, now);
        for (Found.Jar jar : plan.reloads()) {
            reload(jar, now);
        }
        load(plan.loads(), now);
        kept.forget(running().values().stream().filter(plugin -> !plugin.isGoing()).map(Running::id)
                .collect(Collectors.toSet()));
    }

    private void unload(Plan plan, Set<Running> others, long now) {
        if (plan.unloads().isEmpty()) {
            return;
        }
        for (UnloadOutcome outcome : host.unloadAll(plan.unloads(), UnloadGroup.ALONE, drain)) {
            String id = outcome.id();
            String cause = whatBecameOf(ledger.deed(id).map(Ledger.Deed::file).orElse("its file"), plan);
            outcome.report().ifPresent(report -> notices.done("unloaded",
                    report.id() + " " + report.version() + ": " + cause));
            if (outcome.refusal().isEmpty() || outcome.refusal().get().reason() == Reason.NOT_FOUND) {
                ledger.forget(id);
                notices.settle(id);
            } else {
                PluginException refusal = outcome.refusal().get();
                ledger.stays(id, refusal.reason(), others, now);
                notices.complain(id, Notices.line(refusal) + " (" + cause + ")");
            }
        }
    }

    private static String whatBecameOf(String file, Plan plan) {
        return Stream.concat(plan.counting().values().stream(), plan.passedOver().keySet().stream())
                .filter(jar -> jar.file().equals(file)).map(jar -> file + " holds " + jar.label() + " now").findFirst()
                .orElse(file + " is gone");
    }

    private void withdraw(Plan plan, long now) {
        if (plan.withdrawals().isEmpty()) {
            return;
        }
        Map<String, Found.Jar> byId = new LinkedHashMap<>();
        plan.withdrawals().forEach(jar -> byId.put(jar.id(), jar));
        byId.keySet().forEach(this::keepParameters);
        for (UnloadOutcome outcome : host.unloadAll(byId.keySet(), UnloadGroup.ALONE, drain)) {
            outcome.refusal().ifPresentOrElse(
                    refusal -> failed(byId.get(outcome.id()), refusal, " (it is to be replaced)", now),
                    () -> ledger.reopen(outcome.id()));
        }
    }

    private void keepParameters(String id) {
        kept.keep(id, configuration.current().parameters().getOrDefault(id, Map.of()));
    }

    /** A plugin and what goes down with it; what of that does not come back may do so later. */
    private Set<String> withDependents(String id) {
        Collection<Running> all = running().values();
        Set<String> ids = new HashSet<>();
        Set<String> next = Set.of(id);
        while (ids.addAll(next)) {
            next = all.stream().filter(plugin -> !Collections.disjoint(plugin.uses(), ids)).map(Running::id)
                    .collect(Collectors.toSet());
        }
        return ids;
    }

    private void reload(Found.Jar jar, long now) {
        Set<String> concerned = withDependents(jar.id());
        concerned.forEach(this::keepParameters);
        try {
            ReloadReport report = host.reload(jar.id(), folder.file(jar.file()), drain);
            report.dependents().forEach(dependent -> noteDependent(dependent, now));
            if (report.failure().isPresent()) {
                PluginException failure = report.failure().get();
                failed(jar, failure, " (" + report.plugin().version() + " is back" + (failure.reason()
                        != Reason.INVALID_PARAMETER ? ")" : ", set as before; for the new one without that, type:"
                        + " plugin unload " + jar.id() + ", then plugin load " + folder.file(jar.file()) + ")"), now);
            } else {
                succeeded("reloaded", jar, report.plugin());
            }
        } catch (PluginException refusal) {
            concerned.remove(jar.id());
            noteLost(concerned, now);
            failed(jar, refusal, "", now);
        }
    }

    /** What went down for a reload that came to nothing is stuck half-way or gone, and must come back. */
    private void noteLost(Set<String> dependents, long now) {
        Map<String, Running> running = running();
        Set<Running> others = Set.copyOf(running.values());
        for (String id : dependents) {
            Running left = running.get(id);
            if (left == null || left.isGoing()) {
                ledger.lost(id, left == null ? Reason.DEPENDENCY_MISSING : Reason.DRAIN_TIMEOUT, others, now);
            }
        }
    }

    private void noteDependent(LoadOutcome dependent, long now) {
        dependent.failure().ifPresent(failure -> failure.pluginId().ifPresent(id -> {
            ledger.lost(id, failure.reason(), Set.copyOf(running().values()), now);
            notices.complain(id, Notices.line(failure));
        }));
    }

    private void load(List<Found.Jar> jars, long now) {
        if (jars.isEmpty()) {
            return;
        }
        Map<Path, Found.Jar> byFile = new LinkedHashMap<>();
        Map<Path, LoadOptions> batch = new LinkedHashMap<>();
        Configuration inForce = configuration.current();
        jars.forEach(jar -> {
            byFile.put(folder.file(jar.file()), jar);
            batch.put(folder.file(jar.file()), inForce.options(jar.id(), kept.options(jar.id())));
        });
        for (LoadOutcome outcome : host.loadAll(batch)) {
            Found.Jar jar = byFile.get(outcome.file());
            outcome.plugin().ifPresent(plugin -> succeeded("loaded", jar, plugin));
            outcome.failure().filter(failure -> !gaveUpParameter(jar, failure))
                    .ifPresent(failure -> failed(jar, failure, "", now));
        }
    }

    /** A value that was kept, and that the plugin as it is now does not take, must not keep it down. */
    private boolean gaveUpParameter(Found.Jar jar, PluginException failure) {
        Optional<PluginException.Parameter> refused = failure.detail(PluginException.Parameter.class)
                .filter(parameter -> kept.giveUp(jar.id(), parameter.name()));
        refused.ifPresent(parameter -> {
            ledger.reopen(jar.id());
            notices.done("gave up", "parameter " + parameter.name() + " that " + jar.id() + " had: "
                    + Notices.line(failure));
        });
        return refused.isPresent();
    }

    private void succeeded(String verb, Found.Jar jar, PluginHandle plugin) {
        notices.settle(jar.id());
        notices.done(verb, plugin.id() + " " + plugin.version() + " from " + jar.file());
        // Of what was loaded, which need not be what was found: the file may have been replaced in between.
        ledger.runs(jar, digest(plugin.id(), jar));
    }

    private String digest(String id, Found.Jar jar) {
        try {
            return host.describe(id).digest();
        } catch (PluginException goneAgain) {
            return jar.digest();
        }
    }

    private void failed(Found.Jar jar, PluginException failure, String more, long now) {
        // What became of a file that was replaced or renamed after it was looked at says nothing; the next look will.
        boolean isStale = folder.stamp(jar.file()).map(Stamp::modified).filter(jar.modified()::equals).isEmpty();
        boolean isAnew = ledger.deed(jar.id()).filter(deed -> deed.concerns(jar)).isEmpty();
        ledger.failed(jar, isStale ? Reason.BUSY : failure.reason(), Set.copyOf(running().values()), now);
        if (isStale) {
            return;
        }
        if (isAnew) {
            notices.renew(jar.id());
        }
        notices.complain(jar.id(), Notices.line(failure) + configuration.remedy(failure) + more);
    }
}
