package dev.hotplug.it.bench.contender;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A plugin of the comparison. All carry the same classes, each in packages of its own.
 *
 * @param id its id, as {@code p0042}
 * @param jar its file
 * @param requires the ids of the plugins whose classes it uses, loaded before it
 */
public record Plug(String id, Path jar, List<String> requires) {

    /** The class that provides the service. */
    public String serviceClass() {
        return "bench." + id + ".Labour";
    }

    /** The package that others may use. */
    public static String apiPackage(String id) {
        return "bench." + id + ".api";
    }

    /**
     * The first plugins of a directory.
     *
     * @param directory where the JARs are
     * @param count how many
     * @param graph whether each requires two earlier ones
     * @return the plugins, each after what it requires
     */
    public static List<Plug> first(Path directory, int count, boolean graph) {
        List<Plug> plugs = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            plugs.add(of(directory, number, graph));
        }
        return plugs;
    }

    /** One plugin of a directory. */
    public static Plug of(Path directory, int number, boolean graph) {
        String id = id(number);
        return new Plug(id, directory.resolve(id + ".jar"), graph ? earlier(number) : List.of());
    }

    private static String id(int number) {
        return "p%04d".formatted(number);
    }

    /** Any two, the same in each run; the first two plugins require nothing. */
    private static List<String> earlier(int number) {
        if (number < 2) {
            return List.of();
        }
        Random random = new Random(number);
        int one = random.nextInt(number);
        int other = (one + 1 + random.nextInt(number - 1)) % number;
        return List.of(id(one), id(other));
    }
}
