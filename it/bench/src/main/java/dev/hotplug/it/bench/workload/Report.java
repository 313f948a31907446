package dev.hotplug.it.bench.workload;

import java.util.Locale;

/** Prints figures, for the process that started this one. */
final class Report {

    private final long entered;

    Report(long entered) {
        this.entered = entered;
    }

    /** When {@code main} was entered, by {@link System#nanoTime}. */
    long entered() {
        return entered;
    }

    /** One figure. */
    void figure(String name, String unit, double value) {
        System.out.println(name + "\t" + unit + "\t" + String.format(Locale.ROOT, "%.4f", value));
    }

    /** A time, of which the unit tells the scale: {@code ns}, {@code us} or {@code ms}. */
    void time(String name, String unit, double nanos) {
        double scale = switch (unit) {
            case "ns" -> 1;
            case "us" -> 1e3;
            case "ms" -> 1e6;
            default -> throw new IllegalArgumentException(unit + " (expected: ns, us or ms)");
        };
        figure(name, unit, nanos / scale);
    }
}
