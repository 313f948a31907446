package dev.hotplug.it.bench.workload;

import dev.hotplug.it.bench.contender.Contender;
import dev.hotplug.it.bench.contender.Ground;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The main class of the measured JVMs. */
public final class Child {

    private Child() {
    }

    /**
     * Runs one workload on one contender and ends.
     *
     * @param args simple name of the contender, simple name of the workload, threads, directories of plugins, work and
     *     index ({@code -} for none), then the workload's own
     */
    public static void main(String[] args) throws Exception {
        Report report = new Report(System.nanoTime());
        Contender contender = (Contender) named(Contender.class.getPackageName(), args[0]);
        Workload workload = (Workload) named(Child.class.getPackageName(), args[1]);
        Optional<Path> index = args[5].equals("-") ? Optional.empty() : Optional.of(Path.of(args[5]));
        Ground ground = new Ground(Path.of(args[3]), Path.of(args[4]), index, Integer.parseInt(args[2]));
        int exit = 1;
        try {
            workload.run(contender, ground, Arrays.copyOfRange(args, 6, args.length), report);
            exit = 0;
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
        } finally {
            // Some contenders leave threads.
            System.exit(exit);
        }
    }

    private static Object named(String packageName, String name) throws ReflectiveOperationException {
        return Class.forName(packageName + "." + name).getDeclaredConstructor().newInstance();
    }
}
