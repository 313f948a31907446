package dev.hotplug.it.bench.peers;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a scenario found, as it is kept.
 *
 * @param scenario its name
 * @param title what it is
 * @param taken when it began, UTC
 * @param command what ran it
 * @param runs how many JVMs each value is from
 * @param host what it ran on
 * @param versions of the libraries, by entrant
 * @param figures what was measured
 * @param failures runs without a result, with what they said
 */
record Result(String scenario, String title, String taken, String command, int runs, Host host,
              Map<String, List<String>> versions, List<Series> figures, List<String> failures) {

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /**
     * One figure of all entrants.
     *
     * @param trial what is different from the scenario's other trials; may be blank
     * @param figure what was measured
     * @param unit its unit
     * @param values of each run, in their order, by the entrant's label
     */
    record Series(String trial, String figure, String unit, Map<String, List<Double>> values) {

        /** The trial and the figure. */
        String name() {
            return trial.isBlank() ? figure : trial + ": " + figure;
        }

        boolean has(Entrant entrant) {
            return values.containsKey(entrant.label());
        }

        double median(Entrant entrant) {
            double[] sorted = sorted(entrant);
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }

        double min(Entrant entrant) {
            return sorted(entrant)[0];
        }

        double max(Entrant entrant) {
            double[] sorted = sorted(entrant);
            return sorted[sorted.length - 1];
        }

        private double[] sorted(Entrant entrant) {
            double[] all = values.get(entrant.label()).stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(all);
            return all;
        }
    }

    /** Writes it as JSON, in place of an older one. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(scenario + ".json"), GSON.toJson(this) + "\n");
    }

    /** Reads what {@link #write} wrote. */
    static Result read(Path file) throws IOException {
        return GSON.fromJson(Files.readString(file), Result.class);
    }
}
