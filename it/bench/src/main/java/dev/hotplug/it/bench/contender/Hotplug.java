package dev.hotplug.it.bench.contender;

import dev.hotplug.PluginHost;
import dev.hotplug.PluginHostBuilder;
import dev.hotplug.UnloadOptions;
import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.it.bench.spi.Work;
import java.time.Duration;
import java.util.List;

/** This framework. Services are guarded ones. */
public final class Hotplug implements Contender {

    private static final UnloadOptions DRAINING = UnloadOptions.defaults().draining(Duration.ofSeconds(10));

    private PluginHost host;
    private int threads;

    @Override
    public void boot(Ground ground) {
        threads = ground.threads();
        PluginHostBuilder builder = PluginHost.builder().sharePackages(Work.class.getPackageName())
                .workDirectory(ground.work());
        ground.index().ifPresent(builder::indexDirectory);
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
        return host.service(Work.class, id);
    }

    @Override
    public Work any() {
        return host.service(Work.class);
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
