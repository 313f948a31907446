package dev.hotplug.it.bench.peers;

import java.util.List;
import java.util.stream.Collectors;

/** A contender as it enters a scenario: how it is called, and with what. */
enum Entrant {

    /** A JVM that does nothing. */
    EMPTY("empty JVM", "", "", 1, Index.NONE),
    DIRECT("direct", "Direct", "", 1, Index.NONE),
    DIRECT_2("direct, 2 threads", "Direct", "", 2, Index.NONE),
    RAW("URLClassLoader", "Raw", "", 1, Index.NONE),
    LAYERS("ModuleLayer", "Layers", "", 1, Index.NONE),
    JBOSS("JBoss Modules", "JBoss", "jboss", 1, Index.NONE),
    PF4J("PF4J", "Pf4j", "pf4j", 1, Index.NONE),
    FELIX("Felix", "Osgi", "felix", 1, Index.NONE),
    EQUINOX("Equinox", "Osgi", "equinox", 1, Index.NONE),
    HOTPLUG("Hotplug", "Hotplug", "hotplug", 1, Index.FILLED),
    HOTPLUG_2("Hotplug, 2 threads", "Hotplug", "hotplug", 2, Index.FILLED),
    HOTPLUG_NO_INDEX("Hotplug, no index", "Hotplug", "hotplug", 1, Index.NONE),
    HOTPLUG_NEW_INDEX("Hotplug, writes index", "Hotplug", "hotplug", 1, Index.EMPTY),
    DIRECT_ARCHIVED(DIRECT),
    PF4J_ARCHIVED(PF4J),
    HOTPLUG_ARCHIVED(HOTPLUG);

    /** One of each kind, as it is used normally. */
    static final List<Entrant> EACH = List.of(DIRECT, RAW, LAYERS, JBOSS, PF4J, FELIX, EQUINOX, HOTPLUG);
    /** And what can load in several ways, in all of them. */
    static final List<Entrant> EVERY_WAY = List.of(values()).subList(DIRECT.ordinal(), HOTPLUG_NEW_INDEX.ordinal());
    /** Those whose JVM has its classes from an archive. */
    static final List<Entrant> ARCHIVED = List.of(DIRECT_ARCHIVED, PF4J_ARCHIVED, HOTPLUG_ARCHIVED);
    /** In the order in which they are shown. */
    static final List<Entrant> ALL = List.of(values());

    private final String label;
    private final String contender;
    private final String libraries;
    private final int threads;
    private final Index index;
    private final boolean archived;

    /** What is there of the index of its JARs. */
    enum Index { NONE, EMPTY, FILLED }

    Entrant(String label, String contender, String libraries, int threads, Index index) {
        this(label, contender, libraries, threads, index, false);
    }

    /** The same, in a JVM that has its classes from an archive. */
    Entrant(Entrant other) {
        this(other.label + ", class archive", other.contender, other.libraries, other.threads, other.index, true);
    }

    Entrant(String label, String contender, String libraries, int threads, Index index, boolean archived) {
        this.label = label;
        this.contender = contender;
        this.libraries = libraries;
        this.threads = threads;
        this.index = index;
        this.archived = archived;
    }

    /** How those that can be measured are called. */
    static String labels() {
        return ALL.stream().filter(one -> one != EMPTY).map(Entrant::label).collect(Collectors.joining(" | "));
    }

    /**
     * Whoever is called so, in any case.
     *
     * @throws IllegalArgumentException if nobody is
     */
    static Entrant called(String label) {
        return ALL.stream().filter(one -> one != EMPTY && one.label.equalsIgnoreCase(label)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("\"" + label + "\" is nobody's name, but these are: " + labels()));
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

    /** With a filled one, it runs once before it is measured, and keeps what it learned of the JARs. */
    Index index() {
        return index;
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
