package dev.hotplug.image;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Puts one entry into a JAR that is on disk: into a copy beside it, which then takes its place. */
public final class JarAmendment {

    private static final Pattern SIGNATURE = Pattern.compile("META-INF/(SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");
    /** The earliest that an entry can carry, so that equal content gives equal bytes. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private JarAmendment() {
    }

    /**
     * Puts an entry into a JAR, or replaces it. The other entries keep their order, times and content.
     *
     * @param jar the file; a reader of it sees either the old one or the new one
     * @param name the entry's name
     * @param content what it holds
     * @throws PluginException {@code BAD_IMAGE} if the JAR is signed, or cannot be read; {@code INTERNAL_ERROR} if the
     *     copy cannot be written. The file is as it was then
     */
    public static void put(Path jar, String name, byte[] content) {
        String label = String.valueOf(jar.getFileName());
        Path aside = null;
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            requireUnsigned(label, zip);
            aside = Files.createTempFile(jar.toRealPath().getParent(), label, ".tmp");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside), 1 << 16)) {
                copy(zip, name, content, out);
            }
            copyPermissions(jar, aside);
            move(aside, jar.toRealPath());
        } catch (IOException failure) {
            throw aside == null ? Refusals.badImage(label, "cannot be read: " + failure.getMessage(), failure)
                    : new PluginException(Reason.INTERNAL_ERROR, null, label + ": cannot be written beside itself: "
                            + failure + "; make room in its directory, or make that writable", failure);
        } finally {
            delete(aside);
        }
    }

    private static void requireUnsigned(String label, ZipFile zip) {
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (SIGNATURE.matcher(entry.getName().toUpperCase(Locale.ROOT)).matches()) {
                throw Refusals.badImage(label, "is signed (" + entry.getName()
                        + "), and would not be any more; change it first, then sign it");
            }
        }
    }

    private static void copy(ZipFile zip, String name, byte[] content, OutputStream out) throws IOException {
        ZipOutputStream copy = new ZipOutputStream(out);
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!entry.getName().equals(name)) {
                ZipEntry same = new ZipEntry(entry);
                // It is deflated again, perhaps by another version of the library.
                same.setCompressedSize(-1);
                copy.putNextEntry(same);
                try (InputStream in = zip.getInputStream(entry)) {
                    in.transferTo(copy);
                }
                copy.closeEntry();
            }
        }
        ZipEntry added = new ZipEntry(name);
        added.setTimeLocal(EPOCH);
        copy.putNextEntry(added);
        copy.write(content);
        copy.closeEntry();
        copy.finish();
        copy.flush();
    }

    /** The temporary file is its owner's only. */
    private static void copyPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (target != null) {
            target.setPermissions(Files.getPosixFilePermissions(from));
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path aside) {
        try {
            if (aside != null) {
                Files.deleteIfExists(aside);
            }
        } catch (IOException left) {
            throw new PluginException(Reason.INTERNAL_ERROR, null, aside + ": left behind; delete it", left);
        }
    }
}
