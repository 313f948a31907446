package dev.hotplug.index;

import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Kind;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkFinding.Use;
import java.io.IOException;
import java.util.HashSet;
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
                .all(verdict.findings(), VerdictFormat::write);
    }

    static LinkVerdict read(Decoder in) throws IOException {
        String key = in.text();
        return new LinkVerdict(key, readMap(in), new HashSet<>(in.all(Decoder::text)), readMap(in),
                in.all(VerdictFormat::readFinding));
    }

    private static void write(Encoder out, Map.Entry<String, String> entry) {
        out.text(entry.getKey()).text(entry.getValue());
    }

    private static Map<String, String> readMap(Decoder in) throws IOException {
        Map<String, String> map = new TreeMap<>();
        for (Map.Entry<String, String> one : in.all(VerdictFormat::readEntry)) {
            map.put(one.getKey(), one.getValue());
        }
        return map;
    }

    private static Map.Entry<String, String> readEntry(Decoder in) throws IOException {
        return Map.entry(in.text(), in.text());
    }

    private static void write(Encoder out, LinkFinding finding) {
        out.constant(finding.severity()).constant(finding.kind()).text(finding.sentence())
                .all(finding.uses(), VerdictFormat::write);
    }

    private static LinkFinding readFinding(Decoder in) throws IOException {
        return new LinkFinding(in.constant(Severity.class), in.constant(Kind.class), in.text(),
                in.all(VerdictFormat::readUse));
    }

    private static void write(Encoder out, Use use) {
        out.text(use.library()).text(use.className()).text(use.method()).number(use.line());
    }

    private static Use readUse(Decoder in) throws IOException {
        return new Use(in.text(), in.text(), in.text(), in.number());
    }
}
