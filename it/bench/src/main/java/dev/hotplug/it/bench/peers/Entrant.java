package dev.hotplug.it.bench.peers;

import java.util.List;

/** A contender as it enters a scenario: how it is called, and with what. */
enum Entrant {

    /** A JVM that does nothing. */
    EMPTY("empty JVM", "", "", 1, false),
    DIRECT("direct", "Direct", "", 1, false),
    DIRECT_2("direct, 2 threads", "Direct", "", 2, false),
    RAW("URLClassLoader", "Raw", "", 1, false),
    LAYERS("ModuleLayer", "Layers", "", 1, false),
    JBOSS("JBoss Modules", "JBoss", "jboss", 1, false),
    PF4J("PF4J", "Pf4j", "pf4j", 1, false),
    FELIX("Felix", "Osgi", "felix", 1, false),
    EQUINOX("Equinox", "Osgi", "equinox", 1, false),
    HOTPLUG("Hotplug", "Hotplug", "hotplug", 1, true),
    HOTPLUG_2("Hotplug, 2 threads", "Hotplug", "hotplug", 2, true),
    HOTPLUG_NO_INDEX("Hotplug, no index", "Hotplug", "hotplug", 1, false),
    DIRECT_ARCHIVED(DIRECT),
    PF4J_ARCHIVED(PF4J),
    HOTPLUG_ARCHIVED(HOTPLUG);

    /** One of each kind, as it is used normally. */
    static final List<Entrant> EACH = List.of(DIRECT, RAW, LAYERS, JBOSS, PF4J, FELIX, EQUINOX, HOTPLUG);
    /** And what can load in several ways, in all of them. */
    static final List<Entrant> EVERY_WAY = List.of(values()).subList(DIRECT.ordinal(), DIRECT_ARCHIVED.ordinal());
    /** Those whose JVM has its classes from an archive. */
    static final List<Entrant> ARCHIVED = List.of(DIRECT_ARCHIVED, PF4J_ARCHIVED, HOTPLUG_ARCHIVED);
    /** In the order in which they are shown. */
    static final List<Entrant> ALL = List.of(values());

    private final String label;
    private final String contender;
    private final String libraries;
    private final int threads;
    private final boolean indexed;
    private final boolean archived;

    Entrant(String label, String contender, String libraries, int threads, boolean indexed) {
        this(label, contender, libraries, threads, indexed, false);
    }

    /** The same, in a JVM that has its classes from an archive. */
    Entrant(Entrant other) {
        this(other.label + ", class archive", other.contender, other.libraries, other.threads, other.indexed, true);
    }

    Entrant(String label, String contender, String libraries, int threads, boolean indexed, boolean archived) {
        this.label = label;
        this.contender = contender;
        this.libraries = libraries;
        this.threads = threads;
        this.indexed = indexed;
        this.archived = archived;
    }

    String label() {
        return label;
    }

    /** Simple name of its class. */
    String contender() {
        return contender;
    }

    /** Where the build copied its libraries, under {@code target/peers}; blank if it needs none. */
    String libraries() {
        return libraries;
    }

    int threads() {
        return threads;
    }

    /** Whether it runs once before it is measured, and may keep what it learns of the JARs. */
    boolean indexed() {
        return indexed;
    }

    /** Whether its JVM has the classes of an earlier run from an archive (class-data sharing). */
    boolean archived() {
        return archived;
    }

    /** What it is compared with: a JVM that is as well prepared. */
    Entrant floor() {
        return archived ? DIRECT_ARCHIVED : DIRECT;
    }
}
