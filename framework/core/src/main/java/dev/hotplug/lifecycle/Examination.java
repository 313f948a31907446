package dev.hotplug.lifecycle;

import dev.hotplug.image.DescriptorScanner;
import dev.hotplug.image.Image;
import dev.hotplug.index.Environment;
import dev.hotplug.index.IndexEntry;
import dev.hotplug.index.LinkVerdict;
import dev.hotplug.index.PluginIndex;
import dev.hotplug.link.LinkCheck;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkPlan.Exporter;
import dev.hotplug.model.LinkReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Finds out what an image is and whether it links: from the index if that knows, otherwise by scanning and linking,
 * which the index then keeps.
 *
 * <p>Safe for use by many threads. Two that examine the same image at once may both do the work.
 */
public final class Examination {

    /**
     * How often what was done.
     *
     * @param scans images that were scanned
     * @param linkChecks images that were linked
     * @param indexHits images that need not be linked, because the index knew the verdict
     */
    public record Counts(long scans, long linkChecks, long indexHits) {
    }

    private final HostClasses host;
    private final Optional<PluginIndex> index;
    private final AtomicLong linkChecks = new AtomicLong();
    private final AtomicLong indexHits = new AtomicLong();
    /** Made for the first image that the index does not know. Guarded by this. */
    private DescriptorScanner scanner;
    private volatile Environment environment;

    Examination(HostClasses host, Optional<PluginIndex> index) {
        this.host = host;
        this.index = index;
    }

    /**
     * What an image says of itself, and what the index knows of it.
     *
     * @param known the index's entry, for {@link #link}
     */
    record Described(Descriptor descriptor, Optional<IndexEntry> known) {
    }

    /** What an image says of itself. */
    Descriptor describe(Image image) {
        return examine(image).descriptor();
    }

    /** As {@link #describe}, for an image that will be linked. */
    Described examine(Image image) {
        Optional<IndexEntry> known = known(image);
        return new Described(known.isPresent() ? known.get().descriptor() : scanner().scan(image), known);
    }

    private Optional<IndexEntry> known(Image image) {
        return index.isEmpty() ? Optional.empty() : index.get().find(image.fingerprint());
    }

    /**
     * How an image links.
     *
     * @param required the plugins that it requires and that are there, in the order of its requirements
     * @return what was found, with digests; the index keeps none of it
     */
    LinkReport rehearse(Descriptor descriptor, Image image, List<Linkable> required) {
        return index.isEmpty() ? check(descriptor, image, required, true)
                : link(new Described(descriptor, known(image)), image, required, false);
    }

    /**
     * How an image links that is being loaded.
     *
     * @param required the plugins that it requires and that are there, in the order of its requirements
     * @return what was found, with digests if {@linkplain #usesDigests they are used}
     */
    LinkReport link(Described described, Image image, List<Linkable> required) {
        if (described.known().isEmpty()) {
            scanner().remember(image, described.descriptor());
        }
        return index.isEmpty() ? check(described.descriptor(), image, required, false)
                : link(described, image, required, true);
    }

    /** Whether verdicts are kept, which depend on what the plugins that were linked against export. */
    boolean usesDigests() {
        return index.isPresent();
    }

    private LinkReport link(Described described, Image image, List<Linkable> required, boolean keep) {
        Descriptor descriptor = described.descriptor();
        Map<String, Long> numbers = new HashMap<>();
        List<String> keys = new ArrayList<>(required.size());
        for (Linkable provider : required) {
            numbers.put(provider.id(), provider.exporter().loadNumber());
            keys.add(provider.key());
        }
        Optional<String> key = environment().key(keys);
        Optional<IndexEntry> known = described.known();
        if (known.isPresent() && key.isPresent()) {
            Optional<LinkVerdict> verdict = known.get().verdict(key.get());
            if (verdict.isPresent() && (verdict.get().imports().isEmpty()
                    || numbers.keySet().containsAll(verdict.get().imports().values()))) {
                indexHits.incrementAndGet();
                return verdict.get().report(descriptor.label(), numbers);
            }
        }
        LinkReport report = check(descriptor, image, required, true);
        if (keep && (key.isPresent() || known.isEmpty())) {
            Map<Long, String> ids = required.stream()
                    .collect(Collectors.toMap(provider -> provider.exporter().loadNumber(), Linkable::id));
            // Another load may have put a verdict there meanwhile.
            IndexEntry entry = known(image).orElse(new IndexEntry(image.fingerprint(), descriptor, List.of()));
            index.get().put(key.map(text -> entry.with(LinkVerdict.of(text, report, ids, host))).orElse(entry));
        }
        return report;
    }

    private synchronized DescriptorScanner scanner() {
        if (scanner == null) {
            scanner = new DescriptorScanner();
        }
        return scanner;
    }

    Counts counts() {
        return new Counts(scanner().count(), linkChecks.get(), indexHits.get());
    }

    private LinkReport check(Descriptor descriptor, Image image, List<Linkable> required, boolean digest) {
        linkChecks.incrementAndGet();
        List<Exporter> exporters = new ArrayList<>(required.size());
        for (Linkable provider : required) {
            exporters.add(provider.exporter());
        }
        return LinkCheck.link(descriptor, image, host, exporters, digest);
    }

    /** Looked at once: a host that is running sees the classes that it began with. */
    private Environment environment() {
        Environment known = environment;
        if (known == null) {
            known = Environment.of(host, index.get().classPath());
            environment = known;
        }
        return known;
    }
}
