package dev.hotplug.it.bench.contender;

import dev.hotplug.PluginHost;
import dev.hotplug.PluginHostBuilder;
import dev.hotplug.UnloadOptions;
import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.it.bench.spi.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** This framework. A guarded service never goes stale, so each is asked for once and kept. */
public final class Hotplug implements Contender {

    private static final UnloadOptions DRAINING = UnloadOptions.defaults().draining(Duration.ofSeconds(10));

    private final Map<String, Work> kept = new ConcurrentHashMap<>();
    private PluginHost host;
    private Work preferred;
    private int threads;

    @Override
    public void boot(Ground ground) {
        threads = ground.threads();
        PluginHostBuilder builder = PluginHost.builder().sharePackages(Work.class.getPackageName())
                .workDirectory(ground.work());
        if (ground.index().isPresent()) {
            builder.indexDirectory(ground.index().get());
        }
        host = builder.build();
    }

    @Override
    public void load(Plug plug) {
        host.load(plug.jar());
    }

    /** A batch takes as many threads as there are processors, so one thread loads one by one. */
    @Override
    public void loadAll(List<Plug> plugs) throws Exception {
        if (threads == 1) {
            Contender.super.loadAll(plugs);
        } else {
            host.loadAll(plugs.stream().map(Plug::jar).toList()).forEach(outcome -> outcome.plugin().orElseThrow());
        }
    }

    @Override
    public Work service(String id) {
        Work known = kept.get(id);
        if (known == null) {
            known = host.service(Work.class, id);
            kept.put(id, known);
        }
        return known;
    }

    @Override
    public Work any() {
        if (preferred == null) {
            preferred = host.service(Work.class);
        }
        return preferred;
    }

    @Override
    public List<Work> services() {
        return host.services(Work.class);
    }

    @Override
    public void unload(String id) {
        host.unload(id, DRAINING);
    }

    @Override
    public boolean saysGone(Throwable thrown) {
        return thrown instanceof PluginUnavailableException;
    }
}
