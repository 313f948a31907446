package dev.hotplug.it.bench.spi;

/** What each plugin of the comparison provides. */
public interface Work {

    /** What {@link #run} gives after {@link #end}: a call that came too late, on a plugin that is gone. */
    int ENDED = Integer.MIN_VALUE;

    /**
     * Does next to nothing. The first call needs one more class of the plugin.
     *
     * @param number any number
     * @return another one, never {@link #ENDED} while the plugin is there
     */
    int run(int number);

    /** Tells the plugin that it is being unloaded. */
    void end();
}
