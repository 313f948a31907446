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
import dev.hotplug.api.Reason;
import dev.hotplug.api.Taint;
import dev.hotplug.console.config.Configuration;
import dev.hotplug.console.config.ConfigurationFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries plans out on the host, and notes what came of it. */
final class Steward {

    /** A plugin whose file is gone or replaced takes no new call; those in flight get this long to end. */
    private static final UnloadOptions DRAIN = UnloadOptions.defaults().draining(Duration.ofSeconds(5));

    private final PluginHost host;
    private final Folder folder;
    private final Ledger ledger;
    private final Notices notices;
    private final ConfigurationFile configuration;
    private Map<Long, Running> described = Map.of();

    Steward(PluginHost host, Folder folder, Ledger ledger, Notices notices, ConfigurationFile configuration) {
        this.host = host;
        this.folder = folder;
        this.ledger = ledger;
        this.notices = notices;
        this.configuration = configuration;
    }

    /** What runs, by id. */
    Map<String, Running> running() {
        Map<Long, Running> now = new HashMap<>();
        Map<String, Running> byId = new LinkedHashMap<>();
        for (PluginInfo row : host.plugins()) {
            if (!row.taints().contains(Taint.QUARANTINED)) {
                describe(row, now);
                if (now.containsKey(row.loadNumber())) {
                    byId.put(row.id(), now.get(row.loadNumber()));
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
                    : new Running(row.id(), host.describe(row.id()).digest(), row.uses()));
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
        plan.forgotten().forEach(id -> {
            ledger.forget(id);
            notices.settle(id);
        });
        unload(plan.unloads(), others, now);
        withdraw(plan, now);
        for (Found.Jar jar : plan.reloads()) {
            reload(jar, now);
        }
        load(plan.loads(), now);
    }

    private void unload(Collection<String> ids, Set<Running> others, long now) {
        if (ids.isEmpty()) {
            return;
        }
        for (UnloadOutcome outcome : host.unloadAll(ids, UnloadGroup.ALONE, DRAIN)) {
            String id = outcome.id();
            String file = ledger.deed(id).map(Ledger.Deed::file).orElse("its file");
            outcome.report().ifPresent(report -> notices.done("unloaded",
                    report.id() + " " + report.version() + ": " + file + " is gone"));
            if (outcome.refusal().isEmpty() || outcome.refusal().get().reason() == Reason.NOT_FOUND) {
                ledger.forget(id);
                notices.settle(id);
            } else {
                PluginException refusal = outcome.refusal().get();
                ledger.stays(id, refusal.reason(), others, now);
                notices.complain(id, Notices.line(refusal) + " (" + file + " is gone)");
            }
        }
    }

    private void withdraw(Plan plan, long now) {
        if (plan.withdrawals().isEmpty()) {
            return;
        }
        Map<String, Found.Jar> byId = new LinkedHashMap<>();
        plan.withdrawals().forEach(jar -> byId.put(jar.id(), jar));
        for (UnloadOutcome outcome : host.unloadAll(byId.keySet(), UnloadGroup.ALONE, DRAIN)) {
            outcome.refusal().ifPresentOrElse(
                    refusal -> failed(byId.get(outcome.id()), refusal, " (it is to be replaced)", now),
                    () -> ledger.reopen(outcome.id()));
        }
    }

    private void reload(Found.Jar jar, long now) {
        try {
            ReloadReport report = host.reload(jar.id(), folder.file(jar.file()), DRAIN);
            report.dependents().forEach(dependent -> noteDependent(dependent, now));
            if (report.failure().isPresent()) {
                failed(jar, report.failure().get(), " (" + report.plugin().version() + " is back)", now);
            } else {
                succeeded("reloaded", jar, report.plugin());
            }
        } catch (PluginException refusal) {
            failed(jar, refusal, "", now);
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
            batch.put(folder.file(jar.file()), inForce.options(jar.id(), LoadOptions.defaults()));
        });
        for (LoadOutcome outcome : host.loadAll(batch)) {
            Found.Jar jar = byFile.get(outcome.file());
            outcome.plugin().ifPresent(plugin -> succeeded("loaded", jar, plugin));
            outcome.failure().ifPresent(failure -> failed(jar, failure, "", now));
        }
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
        ledger.failed(jar, failure.reason(), Set.copyOf(running().values()), now);
        notices.complain(jar.id(), Notices.line(failure) + more);
    }
}
