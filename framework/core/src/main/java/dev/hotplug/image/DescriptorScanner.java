package dev.hotplug.image;

import dev.hotplug.api.PluginException;
import dev.hotplug.model.Descriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds out what a plugin says of itself, from its annotations, its manifest, or both.
 *
 * <p>Safe for use by many threads. It remembers what the last images said that somebody wanted to load, by fingerprint:
 * equal bytes have equal descriptors. Not what those said that were only looked at, since a fingerprint can be forged:
 * whose code was never to run could say what another plugin is.
 */
public final class DescriptorScanner {

    private static final int REMEMBERED = 512;

    private final AtomicLong count = new AtomicLong();
    private final Map<String, Descriptor> known = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Reads the descriptor. No class of the plugin is loaded.
     *
     * @param image the plugin's image
     * @return the descriptor
     * @throws PluginException {@code BAD_DESCRIPTOR} with all that is wrong with it; {@code BAD_IMAGE} if an
     *     entry is damaged; {@code INTERRUPTED} if the thread is interrupted meanwhile
     */
    public Descriptor scan(Image image) {
        Descriptor remembered = recall(image.fingerprint());
        if (remembered != null) {
            return remembered;
        }
        count.incrementAndGet();
        image.requireManifests();
        List<String> defects = new ArrayList<>();
        Declaration manifest = ManifestDeclaration.of(image.manifest(), defects);
        Findings findings = AnnotationScan.scan(image, manifest.entryClass());
        return DescriptorMerge.merge(image, findings, manifest, defects);
    }

    /** How many images were scanned, what was remembered not counted. */
    public long count() {
        return count.get();
    }

    private Descriptor recall(String fingerprint) {
        synchronized (known) {
            return known.get(fingerprint);
        }
    }

    /** Remembers what an image says that is being loaded. */
    public void remember(Image image, Descriptor descriptor) {
        synchronized (known) {
            known.put(image.fingerprint(), descriptor);
            if (known.size() > REMEMBERED) {
                known.remove(known.keySet().iterator().next());
            }
        }
    }
}
