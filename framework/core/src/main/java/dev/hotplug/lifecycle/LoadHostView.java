package dev.hotplug.lifecycle;

import dev.hotplug.api.HostView;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.Registration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What one load of a plugin may do in its host. */
final class LoadHostView implements HostView {

    private final LoadContext context;
    private final Lifecycle lifecycle;

    private LoadHostView(LoadContext context, Lifecycle lifecycle) {
        this.context = context;
        this.lifecycle = lifecycle;
    }

    /** Of the type that plugins see, so that a context need not load this one before it is asked for. */
    static HostView of(LoadContext context, Lifecycle lifecycle) {
        return new LoadHostView(context, lifecycle);
    }

    @Override
    public List<PluginInfo> plugins() {
        context.requireNotGone();
        return lifecycle.plugins();
    }

    @Override
    public Optional<PluginInfo> plugin(String id) {
        context.requireNotGone();
        return lifecycle.plugin(Objects.requireNonNull(id, "id"));
    }

    @Override
    public PluginInfo load(Path jar, Map<String, String> parameters) {
        context.requireNotGone();
        return lifecycle.load(Objects.requireNonNull(jar, "jar"), Objects.requireNonNull(parameters, "parameters"),
                Optional.empty(), Optional.empty(), Duration.ZERO);
    }

    @Override
    public void unload(String id) {
        context.requireNotGone();
        lifecycle.unload(Objects.requireNonNull(id, "id"), Unloading.PLAIN);
    }

    @Override
    public Registration listen(PluginListener listener) {
        context.requireNotGone();
        // Not when it is first told: that would refuse whatever is loaded then.
        Objects.requireNonNull(listener, "listener");
        Registration registration = lifecycle.listen(new PluginOwnedListener(context.entry(), listener));
        try {
            context.manage("listen", registration, "the listener was withdrawn");
        } catch (IllegalStateException e) {
            registration.close();
            throw e;
        }
        return () -> {
            registration.close();
            context.resources().forget(registration);
        };
    }
}
