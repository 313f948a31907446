package dev.hotplug.loader;

import dev.hotplug.model.ClassArchive.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.Manifest;

/**
 * What the manifest of one library says about packages. It lives as long as the loader, so it keeps no more
 * of the manifest than that: a signed JAR's has a section for each entry.
 *
 * <p>Immutable and safe for use by many threads.
 */
final class LibraryManifest {

    /** What the attributes that packages have begin with, and what begins a section; in lower case. */
    private static final byte[][] TELLING = {bytes("specification-"), bytes("implementation-"), bytes("sealed"),
            bytes("name")};

    /** The bit in which a capital letter differs from a small one; a hyphen has it, and what it makes one is no name. */
    private static final int LOWER_CASE = 0x20;

    /** {@code null} if it says nothing of all packages. */
    private final PackageAttributes main;
    private final Map<String, PackageAttributes> sections = new HashMap<>();

    /** The attributes that {@link Package} has. */
    record PackageAttributes(String specTitle, String specVersion, String specVendor, String implTitle,
                             String implVersion, String implVendor, boolean sealed) {

        private static final PackageAttributes NOTHING =
                new PackageAttributes(null, null, null, null, null, null, false);

        private static PackageAttributes of(Attributes attributes, PackageAttributes otherwise) {
            return new PackageAttributes(
                    value(attributes, Name.SPECIFICATION_TITLE, otherwise.specTitle),
                    value(attributes, Name.SPECIFICATION_VERSION, otherwise.specVersion),
                    value(attributes, Name.SPECIFICATION_VENDOR, otherwise.specVendor),
                    value(attributes, Name.IMPLEMENTATION_TITLE, otherwise.implTitle),
                    value(attributes, Name.IMPLEMENTATION_VERSION, otherwise.implVersion),
                    value(attributes, Name.IMPLEMENTATION_VENDOR, otherwise.implVendor),
                    "true".equalsIgnoreCase(value(attributes, Name.SEALED, String.valueOf(otherwise.sealed))));
        }

        private static String value(Attributes attributes, Name name, String otherwise) {
            String value = attributes.getValue(name);
            return value == null ? otherwise : value;
        }
    }

    /**
     * @param entry its manifest, or {@code null} if it has none
     */
    LibraryManifest(Entry entry) throws IOException {
        byte[] content = entry == null ? null : entry.read();
        if (content == null || !mayTell(content)) {
            main = null;
            return;
        }
        Manifest manifest = new Manifest(new ByteArrayInputStream(content));
        main = PackageAttributes.of(manifest.getMainAttributes(), PackageAttributes.NOTHING);
        manifest.getEntries().forEach((name, attributes) -> {
            if (name.endsWith("/")) {
                sections.put(name, PackageAttributes.of(attributes, main));
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether a line may say something of packages. Most manifests do not, and parsing takes longer than a class. */
    private static boolean mayTell(byte[] manifest) {
        boolean begins = true;
        for (int i = 0; i < manifest.length; i++) {
            byte c = manifest[i];
            if (begins && isTelling(manifest, i)) {
                return true;
            }
            begins = c == '\n' || c == '\r';
        }
        return false;
    }

    private static boolean isTelling(byte[] manifest, int line) {
        for (byte[] beginning : TELLING) {
            int matched = 0;
            while (matched < beginning.length && line + matched < manifest.length
                    && (manifest[line + matched] | LOWER_CASE) == beginning[matched]) {
                matched++;
            }
            if (matched == beginning.length) {
                return true;
            }
        }
        return false;
    }

    /** Whether it says anything of any package. */
    boolean tells() {
        return main != null;
    }

    PackageAttributes of(String packageName) {
        return main == null ? PackageAttributes.NOTHING
                : sections.isEmpty() ? main : sections.getOrDefault(packageName.replace('.', '/') + "/", main);
    }
}
