package dev.hotplug.index;

import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Descriptor.DeclaredExport;
import dev.hotplug.model.Descriptor.DeclaredParameter;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Use;
import dev.hotplug.model.Requirement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * Writes the files of an index: magic, format, framework, what the file is of, its content, and CRC-32 of all that.
 * {@link IndexReader} reads them, in the same order; apart from this, since a host whose plugins have not changed only
 * reads. Whoever changes a line of either raises {@link #VERSION}.
 */
final class IndexWriter {

    /** Raised with every change of what is written. */
    static final int VERSION = 4;

    /** Of an {@link IndexEntry}: {@code HPIX}. */
    static final int ENTRY = 0x48504958;
    /** Of what {@link ClassPath} remembers: {@code HPCP}. */
    static final int PLACES = 0x48504350;

    private IndexWriter() {
    }

    /** An entry; equal ones have equal bytes. */
    static byte[] entry(IndexEntry entry, String framework) {
        Encoder out = begin(ENTRY, framework, entry.fingerprint());
        write(out, entry.descriptor());
        return end(out.all(entry.verdicts(), IndexWriter::write));
    }

    /** Where resources are, by their names. */
    static byte[] places(Map<String, List<String>> places, String framework, String key) {
        return end(begin(PLACES, framework, key).all(new TreeMap<>(places).entrySet(), IndexWriter::writePlaces));
    }

    private static Encoder begin(int magic, String framework, String key) {
        return new Encoder().number(magic).number(VERSION).text(framework).text(key);
    }

    private static byte[] end(Encoder out) {
        byte[] content = out.bytes();
        CRC32 crc = new CRC32();
        crc.update(content, 0, content.length);
        return out.number((int) crc.getValue()).bytes();
    }

    private static void write(Encoder out, Descriptor descriptor) {
        out.text(descriptor.id()).text(descriptor.version()).text(descriptor.description())
                .text(descriptor.entryClass())
                .all(descriptor.requires(), IndexWriter::write)
                .all(descriptor.after(), Encoder::text)
                .all(descriptor.exportedPackages(), Encoder::text)
                .all(descriptor.exports(), IndexWriter::write)
                .all(descriptor.parameters(), IndexWriter::write)
                .flag(descriptor.permanent());
    }

    private static void write(Encoder out, Requirement requirement) {
        out.text(requirement.id()).text(requirement.range()).flag(requirement.optional());
    }

    private static void write(Encoder out, DeclaredExport export) {
        out.text(export.implementation()).text(export.type()).text(export.name()).number(export.ranking());
    }

    private static void write(Encoder out, DeclaredParameter parameter) {
        out.text(parameter.name()).text(parameter.type()).text(parameter.description())
                .flag(parameter.required()).flag(parameter.writable());
    }

    private static void write(Encoder out, LinkVerdict verdict) {
        out.text(verdict.key())
                .all(new TreeMap<>(verdict.imports()).entrySet(), IndexWriter::writePair)
                .all(new TreeSet<>(verdict.exported()), Encoder::text)
                .all(new TreeMap<>(verdict.digests()).entrySet(), IndexWriter::writePair)
                .all(verdict.findings(), IndexWriter::write)
                .text(verdict.opened());
    }

    private static void write(Encoder out, LinkFinding finding) {
        out.text(finding.severity().name()).text(finding.kind().name()).text(finding.sentence())
                .all(finding.uses(), IndexWriter::write);
    }

    private static void write(Encoder out, Use use) {
        out.text(use.library()).text(use.className()).text(use.method()).number(use.line());
    }

    private static void writePair(Encoder out, Map.Entry<String, String> entry) {
        out.text(entry.getKey()).text(entry.getValue());
    }

    private static void writePlaces(Encoder out, Map.Entry<String, List<String>> entry) {
        out.text(entry.getKey()).all(entry.getValue(), Encoder::text);
    }
}
