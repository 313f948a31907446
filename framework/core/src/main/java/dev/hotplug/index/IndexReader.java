package dev.hotplug.index;

import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Descriptor.DeclaredExport;
import dev.hotplug.model.Descriptor.DeclaredParameter;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Kind;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkFinding.Use;
import dev.hotplug.model.Requirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Reads what {@link IndexWriter} wrote, and nothing else. */
final class IndexReader {

    private static final int HEAD = 2 * Integer.BYTES;
    private static final int CHECKSUM = Integer.BYTES;

    private IndexReader() {
    }

    /**
     * An entry.
     *
     * @throws UnusableEntryException if it is not, to the last bit, what this framework wrote for that content
     */
    static IndexEntry entry(byte[] file, String framework, String fingerprint) throws IOException {
        try {
            Decoder in = open(IndexWriter.ENTRY, file, framework, fingerprint);
            Descriptor descriptor = descriptor(in);
            List<LinkVerdict> verdicts = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                verdicts.add(verdict(in));
            }
            in.end();
            return new IndexEntry(fingerprint, descriptor, verdicts);
        } catch (RuntimeException garbage) {
            throw UnusableEntryException.damaged("garbled: " + garbage);
        }
    }

    /**
     * Where resources are, by their names.
     *
     * @throws UnusableEntryException if it is not, to the last bit, what this framework wrote for that class path
     */
    static Map<String, List<String>> places(byte[] file, String framework, String key) throws IOException {
        Decoder in = open(IndexWriter.PLACES, file, framework, key);
        Map<String, List<String>> places = new HashMap<>();
        for (int left = in.count(); left > 0; left--) {
            places.put(in.text(), in.texts());
        }
        in.end();
        return places;
    }

    /** What gives what is between the head of a file and its checksum. */
    private static Decoder open(int magic, byte[] file, String framework, String key) throws IOException {
        int length = file.length - CHECKSUM;
        if (length < HEAD) {
            throw UnusableEntryException.damaged("truncated");
        }
        Decoder in = new Decoder(file, length);
        if (in.number() != magic) {
            throw UnusableEntryException.damaged("not an index file");
        }
        // What a future format has behind its number, nobody knows.
        int version = in.number();
        if (version != IndexWriter.VERSION) {
            throw UnusableEntryException.foreign("of format " + version + ", expected " + IndexWriter.VERSION);
        }
        Decoder tail = new Decoder(file, file.length);
        tail.skip(length);
        CRC32 crc = new CRC32();
        crc.update(file, 0, length);
        if (tail.number() != (int) crc.getValue()) {
            throw UnusableEntryException.damaged("altered or truncated");
        }
        expect("framework", framework, in.text());
        expect("content", key, in.text());
        return in;
    }

    private static void expect(String what, String expected, String found) throws IOException {
        if (!found.equals(expected)) {
            throw UnusableEntryException.foreign("of " + what + " " + found + ", expected " + expected);
        }
    }

    private static Descriptor descriptor(Decoder in) throws IOException {
        return new Descriptor(in.text(), in.text(), in.text(), in.text(), requirements(in), in.texts(), in.texts(),
                exports(in), parameters(in), in.flag());
    }

    private static List<Requirement> requirements(Decoder in) throws IOException {
        List<Requirement> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            all.add(new Requirement(in.text(), in.text(), in.flag()));
        }
        return all;
    }

    private static List<DeclaredExport> exports(Decoder in) throws IOException {
        List<DeclaredExport> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            all.add(new DeclaredExport(in.text(), in.text(), in.text(), in.number()));
        }
        return all;
    }

    private static List<DeclaredParameter> parameters(Decoder in) throws IOException {
        List<DeclaredParameter> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            all.add(new DeclaredParameter(in.text(), in.text(), in.text(), in.flag(), in.flag()));
        }
        return all;
    }

    private static LinkVerdict verdict(Decoder in) throws IOException {
        return new LinkVerdict(in.text(), pairs(in), new HashSet<>(in.texts()), pairs(in), findings(in), in.text());
    }

    private static Map<String, String> pairs(Decoder in) throws IOException {
        Map<String, String> map = new HashMap<>();
        for (int left = in.count(); left > 0; left--) {
            map.put(in.text(), in.text());
        }
        return map;
    }

    private static List<LinkFinding> findings(Decoder in) throws IOException {
        List<LinkFinding> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            all.add(new LinkFinding(in.constant(Severity.class), in.constant(Kind.class), in.text(), uses(in)));
        }
        return all;
    }

    private static List<Use> uses(Decoder in) throws IOException {
        List<Use> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            all.add(new Use(in.text(), in.text(), in.text(), in.number()));
        }
        return all;
    }
}
