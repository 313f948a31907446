package dev.hotplug.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Digests of what other plugins can link to (as the kernel's modversions): two versions of a type with equal digests
 * can be exchanged without anybody who was compiled against one of them noticing.
 *
 * <p>A type's digest covers its name, flags, super types, permitted subclasses and record components, its public and
 * protected members by name, erased descriptor and flags, and the values of its constants; and the same of all its
 * super types that the plugin itself holds, because callers link to inherited members by the name of the subclass.
 * It does not cover code, private and package-private members, debug information, generic signatures, annotations and
 * declared exceptions, nor the order of anything: the JVM does not link by them.
 *
 * <p>Pure functions. One instance serves one plugin and one thread.
 */
public final class ApiDigest {

    /**
     * 64 bits. A digest guards against mistakes, not against forgers, and is compared with one other: sixteen digits
     * can be read and sent around, and by chance two changes in 10^19 go unnoticed.
     */
    private static final int DIGITS = 16;

    private final Function<String, byte[]> classFiles;
    private final Map<String, ApiShape> shapes = new HashMap<>();

    /**
     * @param classFiles gives the class file of an internal name, or {@code null} if the plugin has no such class
     */
    public ApiDigest(Function<String, byte[]> classFiles) {
        this.classFiles = classFiles;
    }

    /**
     * The digests of types.
     *
     * @param types internal names
     * @return digests by internal name, sorted, of those types that are public
     */
    public Map<String, String> ofTypes(Collection<String> types) {
        Map<String, String> digests = new TreeMap<>();
        for (String type : types) {
            String digest = ofType(type);
            if (digest != null) {
                digests.put(type, digest);
            }
        }
        return digests;
    }

    /**
     * The digest of a type.
     *
     * @param type its internal name
     * @return the digest, or {@code null} if the plugin has no such class, or it is not public, or malformed
     */
    public String ofType(String type) {
        ApiShape shape = shape(type);
        if (shape == null || !shape.isVisible()) {
            return null;
        }
        Set<String> lines = new TreeSet<>(shape.header());
        Map<String, String> members = new HashMap<>();
        for (String name : lineage(type)) {
            ApiShape found = shape(name);
            if (found == null || found.isVisible() && !name.equals(type)) {
                lines.add("super " + name);
            }
            if (found != null) {
                putAbsent(found.members(), members);
            }
        }
        for (Map.Entry<String, String> member : members.entrySet()) {
            lines.add(member.getKey() + " " + member.getValue());
        }
        return digest(lines);
    }

    /**
     * The constants of a type, inherited ones included.
     *
     * @param type its internal name
     * @return the values by name, sorted; empty if there is no such type
     */
    Map<String, String> constants(String type) {
        Map<String, String> constants = new TreeMap<>();
        for (String name : lineage(type)) {
            ApiShape found = shape(name);
            if (found != null) {
                putAbsent(found.constants(), constants);
            }
        }
        return constants;
    }

    private static void putAbsent(Map<String, String> more, Map<String, String> all) {
        for (Map.Entry<String, String> entry : more.entrySet()) {
            all.putIfAbsent(entry.getKey(), entry.getValue());
        }
    }

    /**
     * The digests of packages.
     *
     * @param types digests by internal name of their types
     * @return digests by package, with dots, sorted
     */
    public static Map<String, String> ofPackages(Map<String, String> types) {
        Map<String, Set<String>> lines = new TreeMap<>();
        types.forEach((type, digest) -> lines.computeIfAbsent(Linker.packageOf(type), name -> new TreeSet<>())
                .add(type + " " + digest));
        Map<String, String> digests = new TreeMap<>();
        lines.forEach((name, of) -> digests.put(name, digest(of)));
        return digests;
    }

    /** A type, then its super types, nearest class first; those that are not the plugin's have none. */
    private Set<String> lineage(String type) {
        Set<String> found = new LinkedHashSet<>();
        addLineage(type, found);
        return found;
    }

    private void addLineage(String type, Set<String> found) {
        if (found.add(type)) {
            ApiShape shape = shape(type);
            if (shape != null) {
                for (String above : shape.supers()) {
                    addLineage(above, found);
                }
            }
        }
    }

    /** Its shape, or {@code null} if it is not the plugin's, or malformed. */
    private ApiShape shape(String type) {
        if (!shapes.containsKey(type)) {
            byte[] bytes = classFiles.apply(type);
            shapes.put(type, bytes == null ? null : ApiShape.read(bytes));
        }
        return shapes.get(type);
    }

    /** Apart, so that it is sought when a digest is wanted. */
    private static final class Sha256 {

        static final MessageDigest UNUSED = seek();

        private static MessageDigest seek() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK has SHA-256", impossible);
            }
        }
    }

    private static String digest(Collection<String> lines) {
        try {
            // Seeking one takes longer than digesting.
            MessageDigest sha = (MessageDigest) Sha256.UNUSED.clone();
            for (String line : lines) {
                sha.update(line.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) '\n');
            }
            return HexFormat.of().formatHex(sha.digest()).substring(0, DIGITS);
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", impossible);
        }
    }
}
