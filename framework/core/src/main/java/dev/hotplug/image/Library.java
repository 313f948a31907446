package dev.hotplug.image;

import dev.hotplug.api.PluginException;
import dev.hotplug.model.Fingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<String, ZipEntryRecord> entries;
    private final String[] names;
    private final Fingerprint fingerprint;
    /** Read when somebody asks for it. Two that do so at once read the same. */
    private volatile Manifest manifest;

    /**
     * @param name as {@code lib/commonmark.jar}; empty for the JAR itself
     * @param label what messages begin with
     * @param window its bytes
     * @param staged position in the staged file of the first byte of the window's array
     * @param budget what the image may hold yet
     */
    Library(String name, String label, ByteWindow window, long staged, Budget budget) {
        this(name, label, window, staged, budget, Runtime.version().feature());
    }

    /** As a JVM of that Java version sees it. */
    Library(String name, String label, ByteWindow window, long staged, Budget budget, int feature) {
        this.name = name;
        this.label = label;
        this.window = window;
        this.staged = staged;
        ZipDirectory directory = ZipDirectory.read(label, window, budget);
        this.entries = directory.entries();
        this.fingerprint = directory.fingerprint();
        String[] sorted = sortedNames();
        // If it holds no versions, its manifest need not be read to know whether it is a multi-release one.
        if (!namesUnder(VERSIONS, sorted).isEmpty() && Manifests.isMultiRelease(manifest())) {
            shadow(List.copyOf(entries.values()), feature);
            // What is remembered of these bytes is true for that version of Java only.
            fingerprint.add(feature);
            sorted = sortedNames();
        }
        this.names = sorted;
    }

    private String[] sortedNames() {
        String[] sorted = entries.keySet().toArray(new String[0]);
        Arrays.sort(sorted);
        return sorted;
    }

    private static List<String> namesUnder(String prefix, String[] sorted) {
        int place = Arrays.binarySearch(sorted, prefix);
        int from = place < 0 ? -place - 1 : place;
        int to = from;
        while (to < sorted.length && sorted[to].startsWith(prefix)) {
            to++;
        }
        return from == to ? List.of() : Arrays.asList(sorted).subList(from, to);
    }

    private Manifest readManifest() {
        ZipEntryRecord found = null;
        for (ZipEntryRecord entry : entries.values()) {
            if (entry.name().equalsIgnoreCase(Manifests.NAME)) {
                if (found != null) {
                    throw Refusals.badImage(label, "two manifests: " + found.name() + " and " + entry.name());
                }
                found = entry;
            }
        }
        return found == null ? new Manifest() : Manifests.parse(label, read(found));
    }

    private void shadow(List<ZipEntryRecord> directory, int feature) {
        Map<String, Integer> chosen = new HashMap<>();
        for (ZipEntryRecord entry : directory) {
            int version = version(entry.name());
            if (version >= FIRST_VERSION && version <= feature) {
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

    /**
     * @throws PluginException {@code BAD_IMAGE} if it is malformed, or there are two
     */
    Manifest manifest() {
        Manifest known = manifest;
        if (known == null) {
            known = readManifest();
            manifest = known;
        }
        return known;
    }

    /** The selected entry for each name. */
    Map<String, ZipEntryRecord> entries() {
        return entries;
    }

    /** The names, in order. The array itself: not to be changed. */
    String[] names() {
        return names;
    }

    /** Those of the names that begin so, in order; not to be changed. */
    List<String> namesUnder(String prefix) {
        return namesUnder(prefix, names);
    }

    /** From {@link ZipDirectory#fingerprint}, and the version of Java where that selects entries. */
    Fingerprint fingerprint() {
        return fingerprint;
    }

    /** Where in the staged file the data of an entry begin. */
    long stagedPosition(ZipEntryRecord entry) {
        return staged + entry.data();
    }

    /** Names of the entries that are classes of some package, descriptors of packages included. */
    List<String> classEntries() {
        List<String> classes = new ArrayList<>();
        for (String entry : names) {
            if (isClass(entry)) {
                classes.add(entry);
            }
        }
        return classes;
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
