package dev.hotplug.it.stress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openjdk.jcstress.infra.runners.TestList;

/** All tests, what each has shown, and whether that is what it must show. */
final class ResultTable {

    private static final Tally NOTHING = new Tally();

    private final Map<String, Tally> tallies;
    private final StringBuilder text = new StringBuilder();
    private final List<String> problems = new ArrayList<>();
    private final List<String> escaped = new ArrayList<>();
    private int passed;
    private int failed;

    ResultTable(Map<String, Tally> tallies) {
        this.tallies = tallies;
        Set<String> twins = new TreeSet<>();
        List<Class<?>> planned = TestList.tests().stream().sorted().<Class<?>>map(ResultTable::load).toList();
        text.append("| claim | test | samples | forbidden | twin | samples | caught |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        for (Class<?> test : planned) {
            Proves proves = test.getAnnotation(Proves.class);
            if (proves != null) {
                row(test, proves);
                twins.add(proves.twin().getName());
            }
        }
        for (Class<?> test : planned) {
            if (test.isAnnotationPresent(Broken.class)) {
                twin(test, twins.contains(test.getName()));
            } else if (!test.isAnnotationPresent(Proves.class)) {
                count(test.getName(), List.of("is neither @Proves nor @Broken"));
            }
        }
        text.append('\n');
        problems.forEach(problem -> text.append(problem).append('\n'));
        text.append(passed).append(" passed, ").append(failed).append(" failed\n");
    }

    String text() {
        return text.toString();
    }

    /** Twins that ran and were not caught. */
    List<String> escaped() {
        return escaped;
    }

    int failed() {
        return failed;
    }

    private void row(Class<?> test, Proves proves) {
        Tally own = of(test);
        Tally twin = of(proves.twin());
        String claims = String.join(", ", proves.value()) + Arrays.stream(proves.scenarios())
                .mapToObj(scenario -> ", " + scenario).collect(Collectors.joining());
        text.append(String.format("| %s | %s | %,d | %s | %s | %,d | %s |%n", claims, test.getSimpleName(),
                own.samples(), own.forbidden().isEmpty() ? "none" : own.forbidden(),
                proves.twin().getSimpleName(), twin.samples(),
                twin.forbidden().isEmpty() ? "NO" : "yes " + twin.forbidden()));
        List<String> faults = own.faults();
        own.forbidden().forEach((id, count) -> faults.add("forbidden: \"" + id + "\" (" + count + " times)"));
        if (own.timedOut()) {
            faults.add("it hangs: " + (proves.hang().isEmpty() ? "although nothing in it should wait" : proves.hang()));
        }
        if (!proves.twin().isAnnotationPresent(Broken.class)) {
            faults.add("its twin " + proves.twin().getSimpleName() + " is not @Broken");
        }
        count(test.getSimpleName(), faults);
    }

    private void twin(Class<?> test, boolean stands) {
        Tally own = of(test);
        List<String> faults = own.faults();
        if (own.forbidden().isEmpty()) {
            escaped.add(test.getName());
            faults.add("not caught, though it is broken (" + test.getAnnotation(Broken.class).value() + "); shown: "
                    + own.acceptable());
        }
        if (!stands) {
            faults.add("is no test's twin");
        }
        count(test.getSimpleName(), faults);
    }

    private void count(String name, List<String> faults) {
        if (faults.isEmpty()) {
            passed++;
        } else {
            failed++;
            faults.forEach(fault -> problems.add("FAILED " + name + ": " + fault));
        }
    }

    private Tally of(Class<?> test) {
        return tallies.getOrDefault(test.getName(), NOTHING);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ResultTable.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the jar lists the test " + name + " and does not hold it", e);
        }
    }
}
