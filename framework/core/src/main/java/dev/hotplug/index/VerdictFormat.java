package dev.hotplug.index;

import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Kind;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkFinding.Use;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A {@link LinkVerdict} as bytes. Whoever changes a line here raises {@link EntryFormat#VERSION}. */
final class VerdictFormat {

    private VerdictFormat() {
    }

    static void write(Encoder out, LinkVerdict verdict) {
        // Sorted, so that equal verdicts have equal bytes.
        out.text(verdict.key())
                .all(new TreeMap<>(verdict.imports()).entrySet(), VerdictFormat::write)
                .all(new TreeSet<>(verdict.exported()), Encoder::text)
                .all(new TreeMap<>(verdict.digests()).entrySet(), VerdictFormat::write)
                .all(verdict.findings(), VerdictFormat::write)
                .text(verdict.opened());
    }

    static LinkVerdict read(Decoder in) throws IOException {
        return new LinkVerdict(in.text(), readMap(in), new HashSet<>(in.texts()), readMap(in), findings(in),
                in.text());
    }

    private static void write(Encoder out, Map.Entry<String, String> entry) {
        out.text(entry.getKey()).text(entry.getValue());
    }

    private static Map<String, String> readMap(Decoder in) throws IOException {
        Map<String, String> map = new HashMap<>();
        for (int left = in.count(); left > 0; left--) {
            map.put(in.text(), in.text());
        }
        return map;
    }

    private static void write(Encoder out, LinkFinding finding) {
        out.text(finding.severity().name()).text(finding.kind().name()).text(finding.sentence())
                .all(finding.uses(), VerdictFormat::write);
    }

    private static List<LinkFinding> findings(Decoder in) throws IOException {
        List<LinkFinding> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            all.add(new LinkFinding(in.constant(Severity.class), in.constant(Kind.class), in.text(), uses(in)));
        }
        return all;
    }

    private static void write(Encoder out, Use use) {
        out.text(use.library()).text(use.className()).text(use.method()).number(use.line());
    }

    private static List<Use> uses(Decoder in) throws IOException {
        List<Use> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            all.add(new Use(in.text(), in.text(), in.text(), in.number()));
        }
        return all;
    }
}
