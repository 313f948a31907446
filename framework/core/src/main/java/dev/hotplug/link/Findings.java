package dev.hotplug.link;

import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkFinding.Use;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Collects what does not link, and makes a sentence of each. In the plugin's own classes it is a defect. Nested
 * libraries are full of optional integrations that are never reached: there it is a warning, one for each package
 * that a library misses something of.
 */
final class Findings {

    private static final int NAMED = 3;

    private final List<LinkFinding> declared = new ArrayList<>();
    private final Map<Problem, List<Place>> places = new HashMap<>();

    /** Adds what has no place in code. */
    void add(LinkFinding finding) {
        declared.add(finding);
    }

    /** Adds what is wrong at a place, unless the code there catches what the JVM will throw. */
    void add(Problem problem, Place place) {
        if (!problem.error().isIn(place.handlers())) {
            places.computeIfAbsent(problem, key -> new ArrayList<>()).add(place);
        }
    }

    /** All of them, the worst first. */
    List<LinkFinding> all() {
        if (places.isEmpty() && declared.isEmpty()) {
            return List.of();
        }
        List<LinkFinding> findings = new ArrayList<>(declared);
        Map<String, Map<Problem, List<Place>>> libraries = new TreeMap<>();
        places.entrySet().stream().sorted(Comparator.comparing(entry -> entry.getKey().text())).forEach(entry -> {
            Problem problem = entry.getKey();
            List<Place> own = entry.getValue().stream().filter(Place::isOwn).toList();
            if (own.isEmpty()) {
                Map<String, List<Place>> byLibrary = entry.getValue().stream()
                        .collect(Collectors.groupingBy(Place::library, TreeMap::new, Collectors.toList()));
                byLibrary.forEach((library, there) -> libraries.computeIfAbsent(
                        library + " " + problem.packageName(), key -> new LinkedHashMap<>()).put(problem, there));
            } else {
                findings.add(finding(problem.optional() ? Severity.MAY_BREAK : Severity.BREAKS, problem, own, ""));
            }
        });
        libraries.values().forEach(problems -> {
            Map.Entry<Problem, List<Place>> example = problems.entrySet().iterator().next();
            String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more of that package)" : "";
            findings.add(finding(Severity.MAY_BREAK, example.getKey(), example.getValue(), more));
        });
        findings.sort(Comparator.comparing(LinkFinding::severity));
        return findings;
    }

    private static LinkFinding finding(Severity severity, Problem problem, List<Place> places, String more) {
        // A declaration tells less than a line of code; both are often there.
        List<Use> uses = places.stream().sorted(Comparator.comparing((Place place) -> place.line() == 0)
                .thenComparing(Place::order)).map(Place::use).distinct().toList();
        List<Use> first = uses.subList(0, Math.min(NAMED, uses.size()));
        String named = first.stream().map(Use::toString).collect(Collectors.joining(", "));
        int others = uses.size() - first.size();
        return new LinkFinding(severity, problem.kind(), problem.text() + "; used by " + named
                + (others > 0 ? " and " + others + " more" : "") + " (" + problem.error() + ")" + more, first);
    }
}
