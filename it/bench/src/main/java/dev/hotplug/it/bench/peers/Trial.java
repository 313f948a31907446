package dev.hotplug.it.bench.peers;

import java.util.List;

/**
 * One workload with its arguments, for some entrants.
 *
 * @param name what is different from the scenario's other trials; blank if it has but one
 * @param workload simple name of its class
 * @param arguments its arguments
 * @param jars what it loads
 * @param entrants who takes part
 */
record Trial(String name, String workload, List<String> arguments, Jars jars, List<Entrant> entrants) {

    /**
     * The JARs of a trial.
     *
     * @param count how many are in the directory at the beginning
     * @param graph whether each requires two earlier ones
     * @param ballast bytes in each that nobody reads
     */
    record Jars(int count, boolean graph, int ballast) {

        static Jars independent(int count) {
            return new Jars(count, false, 0);
        }
    }

    static Trial of(String name, String workload, Jars jars, List<Entrant> entrants, Object... arguments) {
        return new Trial(name, workload, List.of(arguments).stream().map(Object::toString).toList(), jars, entrants);
    }

    /** The same with only those that are among the chosen. */
    Trial among(List<Entrant> chosen) {
        return new Trial(name, workload, arguments, jars, entrants.stream().filter(chosen::contains).toList());
    }
}
