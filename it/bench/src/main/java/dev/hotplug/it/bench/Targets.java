package dev.hotplug.it.bench;

import java.util.Locale;

/** Measures what a guarded call, a lookup and a refused unload attempt may cost at most, and prints both. */
public final class Targets {

    private static final int ROUNDS = 3;

    private Targets() {
    }

    /**
     * Runs everything.
     *
     * @param args how many rounds; 3 if it is not said
     */
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Figures figures = new Figures();
        if (args.length > 1 || args.length == 1 && !args[0].matches("[1-9][0-9]?")) {
            System.err.println("java -cp it/bench/target/bench.jar " + Targets.class.getName() + " [ROUNDS]; ROUNDS from 1"
                    + " to 99");
            System.exit(2);
        }
        int rounds = args.length == 0 ? ROUNDS : Integer.parseInt(args[0]);
        for (int i = 1; i <= rounds; i++) {
            System.out.println("round " + i + " of " + rounds);
            figures.round(1, 2);
        }
        System.out.println();
        System.out.printf("Java %s, %d processors, median of %d rounds%n%n", Runtime.version(),
                Runtime.getRuntime().availableProcessors(), rounds);
        System.out.printf("%-28s %10s %10s%n", "measured / threads", "ns", "bytes");
        for (String name : figures.names()) {
            System.out.printf("%-28s %10.2f %10.2f%n", name, figures.nanos(name), figures.bytes(name));
        }
        System.out.printf("%n%-60s %8s   %s%n", "ratios, each within one round", "found", "target");
        row("guarded minus direct, 1 thread, ns", figures.difference("guarded/1", "direct/1"), "<= 8");
        row("fence minus direct, 1 thread, ns (the floor)", figures.difference("fenced/1", "direct/1"), "6");
        row("guarded, 2 threads to 1", figures.ratio("guarded/2", "guarded/1"), "<= 1.3");
        row("direct, 2 threads to 1 (above 1, somebody else computes)", figures.ratio("direct/2", "direct/1"), "1");
        row("proxy to guarded, 1 thread", figures.ratio("proxy/1", "guarded/1"), ">= 1.5");
        row("atomic to guarded, 2 threads", figures.ratio("atomic/2", "guarded/2"), ">= 10");
        row("guarded, bytes a call", Math.max(figures.bytes("guarded/1"), figures.bytes("guarded/2")), "0");
        row("lookup, 1 plugin, ns", figures.nanos("lookUp:1/1"), "<= 5");
        row("lookup, 10,000 plugins, ns", figures.nanos("lookUp:10000/1"), "<= 5");
        row("lookup, 10,000 plugins to 1", figures.ratio("lookUp:10000/1", "lookUp:1/1"), "about 1");
        row("lookup, bytes", figures.bytes("lookUp:10000/1"), "0");
        System.out.printf("%n%-48s %10s %10s %10s%n", "all cores calling, us", "median", "99 %", "max");
        System.out.printf("%-48s %s%n", "refused unload, short calls", new RefusedAttempts().refused(0));
        System.out.printf("%-48s %s%n", "refused unload, calls of a second",
                new RefusedAttempts().refused(1_000_000_000L));
        System.out.printf("%-48s %s%n", "grace period, short read sections", new RefusedAttempts().gracePeriods());
        System.out.println("(target: a median under 5000)");
    }

    private static void row(String what, double found, String target) {
        System.out.printf("%-60s %8.2f   %s%n", what, found, target);
    }
}
