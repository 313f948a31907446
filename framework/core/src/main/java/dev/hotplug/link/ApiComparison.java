package dev.hotplug.link;

import dev.hotplug.model.ClassArchive;
import dev.hotplug.model.ClassFile;
import dev.hotplug.model.ClassSource;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Kind;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkFinding.Use;
import dev.hotplug.model.LinkPlan.Exporter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds what a plugin was compiled against, if its author recorded that, against what is there.
 *
 * <p>A type that differs is a warning, and only where the linker found nothing wrong with it: what it was compiled for
 * is still there. A constant that differs is a defect where the plugin's own code holds the old value, because no
 * error would ever tell. Whether a value was copied from there can be told from the class file: it names the
 * constant's class then. If it does so for other reasons too, and the value is one that stands anywhere, such as 0, it
 * is a warning.
 */
final class ApiComparison {

    private static final int PLACES = 3;

    private final ClassSource source;
    private final Map<String, Exporter> exporters = new HashMap<>();
    private final List<LinkFinding> findings;
    private List<HeldValues> own;

    /**
     * @param findings what the linker found; what is found here is added
     */
    ApiComparison(ClassSource source, List<Exporter> required, List<LinkFinding> findings) {
        this.source = source;
        for (Exporter exporter : required) {
            exporters.put(exporter.id(), exporter);
        }
        this.findings = findings;
    }

    void run() {
        ClassArchive.Entry entry = source.find(RecordedApi.ENTRY);
        if (entry == null || !entry.library().isEmpty()) {
            return;
        }
        try {
            compare(RecordedApi.parse(LinkCheck.read(entry)));
        } catch (IllegalArgumentException malformed) {
            findings.add(new LinkFinding(Severity.MAY_BREAK, Kind.OTHER_API, RecordedApi.ENTRY + " cannot be read, so "
                    + "what it was compiled against is not checked: " + malformed.getMessage() + "; record it again",
                    List.of()));
        }
    }

    private void compare(RecordedApi recorded) {
        Map<String, ApiDigest> digests = new TreeMap<>();
        Map<String, List<String>> changed = new TreeMap<>();
        recorded.types().forEach((name, type) -> {
            Exporter exporter = exporters.get(type.exporter());
            if (exporter == null || !exporter.types().contains(name)) {
                // An optional plugin that is not there, or the linker has said it.
                return;
            }
            ApiDigest api = digests.computeIfAbsent(exporter.id(), id -> new ApiDigest(exporter.classFiles()));
            if (!type.digest().equals(api.ofType(name))) {
                Map<String, String> constants = api.constants(name);
                type.constants().forEach((constant, old) ->
                        compare(name, type, constant, old, constants.get(constant)));
                if (!isReported(name)) {
                    changed.computeIfAbsent(versions(type), unused -> new ArrayList<>()).add(name.replace('/', '.'));
                }
            }
        });
        changed.forEach((versions, types) -> findings.add(new LinkFinding(Severity.MAY_BREAK, Kind.OTHER_API,
                "compiled against another API of " + versions + ": " + String.join(", ", types) + " changed",
                List.of())));
    }

    private String versions(RecordedApi.Type type) {
        return type.exporter() + " (" + type.exporter() + " " + type.version() + " recorded, "
                + exporters.get(type.exporter()).label() + " found)";
    }

    /** {@code now} is {@code null} if it is no constant any more. */
    private void compare(String typeName, RecordedApi.Type type, String constant, String old, String now) {
        if (old.equals(now)) {
            return;
        }
        List<Use> certain = new ArrayList<>();
        List<Use> possible = new ArrayList<>();
        for (HeldValues file : own()) {
            boolean named = file.names(typeName);
            boolean only = file.namesForConstants(typeName);
            // Where it is a case of a switch or part of a text, compilers do not name the type.
            List<Use> places = named || !isCommon(old) ? file.places(old) : List.of();
            (only || named && !isCommon(old) ? certain : possible).addAll(places);
            if (only && places.isEmpty()) {
                // A value that went into another one, or into a decision that the compiler has made.
                possible.add(file.place());
            }
        }
        boolean breaks = now != null && !certain.isEmpty();
        List<Use> places = certain.isEmpty() ? possible : certain;
        if (!places.isEmpty()) {
            findings.add(new LinkFinding(breaks ? Severity.BREAKS : Severity.MAY_BREAK, Kind.OTHER_API,
                    typeName.replace('/', '.') + "." + constant + " was " + ConstantText.shown(old)
                    + " when it was compiled, and " + (now == null ? "is no constant any more" : "is "
                    + ConstantText.shown(now)) + ", in " + versions(type) + "; the old value "
                    + (certain.isEmpty() ? "may have been copied into " : "stands in ") + shown(places)
                    + ", which would go on with it without any error; compile it again",
                    places.subList(0, Math.min(PLACES, places.size()))));
        }
    }

    private static String shown(List<Use> places) {
        String first = places.stream().limit(PLACES).map(Use::toString).collect(Collectors.joining(", "));
        return first + (places.size() > PLACES ? " and " + (places.size() - PLACES) + " more" : "");
    }

    /** Whether a value stands in so many places that one of them proves nothing. */
    private static boolean isCommon(String constant) {
        String value = constant.substring(2);
        return switch (constant.charAt(0)) {
            case 'T' -> value.length() < 2;
            case 'Z' -> true;
            case 'F', 'D' -> value.matches("[012]\\.0");
            default -> value.matches("-1|[0-5]");
        };
    }

    private List<HeldValues> own() {
        if (own == null) {
            own = new ArrayList<>();
            for (ClassFile file : source.classes()) {
                if (!file.isOwn()) {
                    break;
                }
                try {
                    own.add(HeldValues.read(file));
                } catch (RuntimeException | StackOverflowError malformed) {
                    // The linker has said so.
                }
            }
        }
        return own;
    }

    private boolean isReported(String type) {
        Pattern name = Pattern.compile("(?<![\\w.$])" + Pattern.quote(type.replace('/', '.')) + "(?![\\w$])");
        return findings.stream().anyMatch(finding -> name.matcher(finding.sentence()).find());
    }
}
