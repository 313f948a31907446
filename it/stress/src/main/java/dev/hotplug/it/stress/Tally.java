package dev.hotplug.it.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/** What one test has shown, over all forks. */
final class Tally {

    private final TreeMap<String, Long> acceptable = new TreeMap<>();
    private final TreeMap<String, Long> forbidden = new TreeMap<>();
    private final TreeMap<String, Long> ungraded = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();
    private boolean timedOut;

    void add(TestResult result) {
        timedOut |= result.status() == Status.TIMEOUT_ERROR;
        if (result.status() != Status.NORMAL) {
            errors.add(result.status() + ": " + String.join(" ", result.getMessages()));
        }
        for (GradingResult graded : result.grading().gradingResults.values()) {
            if (graded.count > 0) {
                outcomes(graded.expect).merge(graded.id, graded.count, Long::sum);
            }
        }
    }

    private TreeMap<String, Long> outcomes(Expect expect) {
        return switch (expect) {
            case FORBIDDEN -> forbidden;
            case ACCEPTABLE -> acceptable;
            default -> ungraded;
        };
    }

    long samples() {
        return Stream.of(acceptable, forbidden, ungraded).flatMap(outcomes -> outcomes.values().stream())
                .mapToLong(Long::longValue).sum();
    }

    /** What must not be, in a test and in a twin alike. */
    List<String> faults() {
        List<String> faults = new ArrayList<>(errors);
        ungraded.forEach((id, count) -> faults.add("nothing is said of \"" + id + "\" (" + count + " times)"));
        if (samples() == 0) {
            faults.add("planned, but not run");
        }
        return faults;
    }

    boolean timedOut() {
        return timedOut;
    }

    TreeMap<String, Long> forbidden() {
        return forbidden;
    }

    TreeMap<String, Long> acceptable() {
        return acceptable;
    }
}
