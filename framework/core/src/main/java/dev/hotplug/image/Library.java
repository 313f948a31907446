package dev.hotplug.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.zip.ZipException;

/**
 * The JAR itself, or one library in it, as a class loader is to see it: where the JAR is a multi-release one, a
 * name stands for the entry that this JVM's version selects.
 *
 * <p>Immutable and safe for use by many threads.
 */
final class Library {

    private static final String META_INF = "META-INF/";
    private static final String VERSIONS = "META-INF/versions/";
    private static final int FIRST_VERSION = 9;

    private final String name;
    private final String label;
    private final ByteWindow window;
    private final long staged;
    private final TreeMap<String, ZipEntryRecord> entries = new TreeMap<>();
    private final Manifest manifest;

    /**
     * @param name as {@code lib/commonmark.jar}; empty for the JAR itself
     * @param label what messages begin with
     * @param window its bytes
     * @param staged position in the staged file of the first byte of the window's array
     * @param budget what the image may hold yet
     */
    Library(String name, String label, ByteWindow window, long staged, Budget budget) {
        this.name = name;
        this.label = label;
        this.window = window;
        this.staged = staged;
        List<ZipEntryRecord> directory = ZipDirectory.read(label, window, budget);
        directory.forEach(entry -> entries.put(entry.name(), entry));
        this.manifest = readManifest(directory);
        if (Manifests.isMultiRelease(manifest)) {
            shadow(directory);
        }
    }

    private Manifest readManifest(List<ZipEntryRecord> directory) {
        List<ZipEntryRecord> found = directory.stream().filter(e -> e.name().equalsIgnoreCase(Manifests.NAME)).toList();
        if (found.size() > 1) {
            throw Refusals.badImage(label, "two manifests: " + found.get(0).name() + " and " + found.get(1).name());
        }
        return found.isEmpty() ? new Manifest() : Manifests.parse(label, read(found.get(0)));
    }

    private void shadow(List<ZipEntryRecord> directory) {
        Map<String, Integer> chosen = new HashMap<>();
        for (ZipEntryRecord entry : directory) {
            int version = version(entry.name());
            if (version >= FIRST_VERSION && version <= Runtime.version().feature()) {
                String base = entry.name().substring(entry.name().indexOf('/', VERSIONS.length()) + 1);
                if (!base.isEmpty() && !base.startsWith(META_INF)
                        && chosen.merge(base, version, Math::max) == version) {
                    entries.put(base, entry);
                }
            }
        }
    }

    private static int version(String entry) {
        int slash = entry.indexOf('/', VERSIONS.length());
        if (!entry.startsWith(VERSIONS) || slash < 0) {
            return -1;
        }
        String digits = entry.substring(VERSIONS.length(), slash);
        return digits.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(digits) : -1;
    }

    String name() {
        return name;
    }

    ByteWindow window() {
        return window;
    }

    Manifest manifest() {
        return manifest;
    }

    /** The selected entry for each name, in the order of names. */
    Map<String, ZipEntryRecord> entries() {
        return entries;
    }

    /** Where in the staged file the data of an entry begin. */
    long stagedPosition(ZipEntryRecord entry) {
        return staged + entry.data();
    }

    /** Names of the entries that are classes of some package, descriptors of packages included. */
    List<String> classEntries() {
        List<String> names = new ArrayList<>();
        for (String entry : entries.keySet()) {
            if (isClass(entry)) {
                names.add(entry);
            }
        }
        return names;
    }

    static boolean isClass(String entry) {
        return entry.endsWith(".class") && !entry.startsWith(META_INF) && !entry.endsWith("module-info.class");
    }

    /** Inflates an entry. */
    byte[] read(ZipEntryRecord entry) {
        try {
            return EntryData.unpack(window.bytes(), entry.data(), entry.packedSize(), entry.deflated(), entry.size(),
                    entry.crc());
        } catch (ZipException damaged) {
            throw Refusals.badImage(label, "entry " + entry.name() + ": " + damaged.getMessage(), damaged);
        }
    }

    /** The range of an entry that is stored, checked but not copied. */
    ByteWindow window(ZipEntryRecord entry) {
        try {
            EntryData.checkCrc(window.bytes(), entry.data(), entry.size(), entry.crc());
            return new ByteWindow(window.bytes(), entry.data(), entry.data() + entry.size());
        } catch (ZipException damaged) {
            throw Refusals.badImage(label, "entry " + entry.name() + ": " + damaged.getMessage(), damaged);
        }
    }
}
