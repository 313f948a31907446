package dev.hotplug.it.bench.peers;

/** One colour for each kind of contender. */
final class Palette {

    static final String LINE = "#444444";
    static final String GRID = "#dddddd";

    private Palette() {
    }

    static String of(Entrant entrant) {
        return switch (entrant) {
            case EMPTY, DIRECT, DIRECT_2, DIRECT_ARCHIVED -> "#9e9e9e";
            case RAW -> "#bdbdbd";
            case LAYERS -> "#a1887f";
            case JBOSS -> "#c9a227";
            case PF4J, PF4J_ARCHIVED -> "#e07b39";
            case FELIX -> "#7e57c2";
            case EQUINOX -> "#5c6bc0";
            case HOTPLUG, HOTPLUG_2, HOTPLUG_NO_INDEX, HOTPLUG_NEW_INDEX, HOTPLUG_ARCHIVED -> "#1b8a5a";
        };
    }
}
