package dev.hotplug.samples.clock;

import dev.hotplug.api.Param;
import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;
import dev.hotplug.samples.clock.api.Ticks;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A plugin with a thread: a heartbeat in the log, {@code plugin load clock.jar every=5s}. The scheduler belongs
 * to the plugin, so there is nothing to stop: the framework ends it at unload.
 */
@PluginDescriptor(id = "clock", version = "1.0.0", description = "a heartbeat in the log")
public final class ClockPlugin implements Plugin {

    @Param(description = "time between two ticks")
    private Duration every = Duration.ofMinutes(1);

    @Override
    public void start(PluginContext context) {
        if (every.toNanos() <= 0) {
            throw new IllegalArgumentException("every: " + every + " (expected: more than zero)");
        }
        System.Logger log = context.logger();
        Ticker ticker = new Ticker(Clock.systemUTC(), line -> log.log(Level.INFO, line));
        context.export(Ticks.class, ticker);
        context.scheduler().scheduleAtFixedRate(ticker, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }
}
