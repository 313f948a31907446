package dev.hotplug.image;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.model.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a plugin says of itself, from its annotations, its manifest, or both.
 *
 * <p>Safe for use by many threads; not too many scan at a time. It remembers what the last images said, by
 * fingerprint: equal bytes have equal descriptors.
 */
public final class DescriptorScanner {

    private static final int REMEMBERED = 512;

    private final Path scratchDirectory;
    private final LongAdder count = new LongAdder();
    private final Semaphore scans = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);
    private final Map<String, Descriptor> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Descriptor> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param scratchDirectory an existing directory for files that live as long as a scan, named {@code
     *     scan-*.jar}
     */
    public DescriptorScanner(Path scratchDirectory) {
        this.scratchDirectory = scratchDirectory;
    }

    /**
     * Reads the descriptor. No class of the plugin is loaded.
     *
     * @param image the plugin's image
     * @return the descriptor
     * @throws PluginException {@code BAD_DESCRIPTOR} with all that is wrong with it; {@code BAD_IMAGE} if an
     *     entry is damaged; {@code INTERRUPTED} if the thread is interrupted meanwhile
     */
    public Descriptor scan(Image image) {
        Descriptor descriptor = recall(image.fingerprint());
        if (descriptor != null) {
            return descriptor;
        }
        try {
            scans.acquire();
        } catch (InterruptedException interrupted) {
            throw Refusals.interrupted(image.label());
        }
        count.increment();
        try {
            image.requireManifests();
            List<String> defects = new ArrayList<>();
            Declaration manifest = ManifestDeclaration.of(image.manifest(), defects);
            descriptor = DescriptorMerge.merge(image, annotations(image, manifest.entryClass()), manifest, defects);
        } finally {
            scans.release();
        }
        remember(image.fingerprint(), descriptor);
        return descriptor;
    }

    /** How many images were scanned, what was remembered not counted. */
    public long count() {
        return count.sum();
    }

    /*
     * ClassGraph reads files only. What it reads are the classes that were read before, not the file that the user
     * named, which may be another one by now.
     */
    private Findings annotations(Image image, String manifestClass) {
        Path file = scratchDirectory.resolve("scan-" + UUID.randomUUID() + ".jar");
        try {
            PrivateFile.write(file, image::writeOwnClasses);
            return AnnotationScan.scan(file, image, manifestClass);
        } catch (IOException failure) {
            throw new PluginException(Reason.INTERNAL_ERROR, null, image.label() + ": cannot be copied to "
                    + scratchDirectory + " to be scanned: " + failure
                    + "; make room there, or use another work directory", failure);
        } catch (PluginException damaged) {
            throw damaged;
        } catch (Throwable failure) {
            // Whatever the scanner makes of a hostile class file, a StackOverflowError included.
            if (Thread.currentThread().isInterrupted() || isInterrupt(failure)) {
                throw Refusals.interrupted(image.label());
            }
            throw failed(image, "its classes cannot be scanned: " + failure, failure);
        } finally {
            delete(file);
        }
    }

    private static boolean isInterrupt(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            LoggerFactory.getLogger(DescriptorScanner.class)
                    .warn("{}: left behind by a scan: cannot be deleted; delete it", file, failure);
        }
    }

    private static PluginException failed(Image image, String problem, Throwable cause) {
        return new PluginException(Reason.BAD_DESCRIPTOR, null, image.label() + ": " + problem, cause);
    }

    private Descriptor recall(String fingerprint) {
        synchronized (known) {
            return known.get(fingerprint);
        }
    }

    private void remember(String fingerprint, Descriptor descriptor) {
        synchronized (known) {
            known.put(fingerprint, descriptor);
        }
    }
}
