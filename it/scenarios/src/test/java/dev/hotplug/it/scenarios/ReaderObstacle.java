package dev.hotplug.it.scenarios;

import dev.hotplug.api.Param;
import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.it.fixtures.probe.Echo;
import dev.hotplug.it.fixtures.probe.Probe;

/**
 * A plugin that stops whoever loads or unloads it at a place of the test's choice: that place opens the gate
 * {@code there} and waits at the gate {@code go on}.
 */
public final class ReaderObstacle implements Plugin {

    static {
        stopAt("initialiser");
    }

    /** Is stopped at. */
    public ReaderObstacle() {
        stopAt("constructor");
    }

    /**
     * Is stopped at.
     *
     * @param value anything
     */
    @Param(description = "stops whoever sets it")
    public void setValve(int value) {
        stopAt("setter");
    }

    @Override
    public void start(PluginContext context) {
        context.manage(() -> stopAt("close"));
        context.export(Echo.class, "obstacle", new Echo() {
            @Override
            public String say(String text) {
                return "obstacle:" + text;
            }

            @Override
            public void hold() {
                stopAt("call");
            }
        });
        stopAt("start");
    }

    @Override
    public void stop() {
        stopAt("stop");
    }

    private static void stopAt(String place) {
        Probe probe = Probe.of("obstacle");
        if (probe.has(place)) {
            probe.open("there");
            probe.passStubbornly("go on");
        }
    }
}
