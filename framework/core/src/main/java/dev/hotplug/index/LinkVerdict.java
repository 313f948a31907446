package dev.hotplug.index;

import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Kind;
import dev.hotplug.model.LinkPlan;
import dev.hotplug.model.LinkReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the linker found, in words that hold beyond one host: providers by id, not by load number.
 *
 * @param key what it depends on, from {@link Environment#key}
 * @param imports for each package that comes from another plugin, the id of that plugin
 * @param exported internal names of the types in the plugin's exported packages
 * @param digests API digests of those of them that are public, by internal name
 * @param findings what does not link, the worst first
 * @param opened what it depends on beside, from {@link Environment#opened}; empty for nothing
 */
public record LinkVerdict(String key, Map<String, String> imports, Set<String> exported,
                          Map<String, String> digests, List<LinkFinding> findings, String opened) {

    /** Copies the collections. */
    public LinkVerdict {
        imports = Map.copyOf(imports);
        exported = Set.copyOf(exported);
        digests = Map.copyOf(digests);
        findings = List.copyOf(findings);
    }

    /**
     * Takes a report out of its host.
     *
     * @param key what it depends on
     * @param report the report
     * @param ids by load number, the id of each plugin that was linked against
     * @param host what it was linked against as well
     */
    public static LinkVerdict of(String key, LinkReport report, Map<Long, String> ids, HostClasses host) {
        Map<String, String> imports = new HashMap<>();
        report.plan().imports().forEach((name, number) -> imports.put(name, ids.get(number)));
        boolean depends = host.hasOpened()
                || report.findings().stream().anyMatch(finding -> finding.kind() == Kind.NOT_ACCESSIBLE);
        return new LinkVerdict(key, imports, report.plan().exported(), report.plan().digests(), report.findings(),
                depends ? Environment.opened() : "");
    }

    /** Whether another one depends on the same as this one. */
    boolean replaces(LinkVerdict other) {
        return other.key.equals(key) && other.opened.equals(opened);
    }

    /** Whether this JVM was started in such a way that it holds. */
    public boolean holds() {
        return opened.isEmpty() || opened.equals(Environment.opened());
    }

    /**
     * Puts it into a host.
     *
     * @param label the plugin as messages name it
     * @param numbers by id, the load number of each plugin that is linked against
     */
    public LinkReport report(String label, Map<String, Long> numbers) {
        Map<String, Long> plan = new HashMap<>();
        for (Map.Entry<String, String> one : imports.entrySet()) {
            plan.put(one.getKey(), numbers.get(one.getValue()));
        }
        return new LinkReport(label, new LinkPlan(plan, exported, digests), findings);
    }
}
