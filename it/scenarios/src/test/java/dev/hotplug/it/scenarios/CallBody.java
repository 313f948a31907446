package dev.hotplug.it.scenarios;

/** What a call does, and how many of them there are to be. */
enum CallBody {

    /** Next to nothing. */
    EMPTY("empty", 0, 100_000_000),
    /** Computes for a microsecond. */
    SHORT("short", 1_000, 10_000_000),
    /** Computes for a hundred microseconds. */
    LONG("long", 100_000, 100_000);

    /** The symbol's name. */
    final String symbol;
    /** How long it takes. */
    final long nanos;
    private final int full;

    CallBody(String symbol, long nanos, int full) {
        this.symbol = symbol;
        this.nanos = nanos;
        this.full = full;
    }

    int calls() {
        return CallCounts.of(full);
    }
}
