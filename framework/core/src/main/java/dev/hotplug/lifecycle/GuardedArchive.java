package dev.hotplug.lifecycle;

import dev.hotplug.image.StagedImage;
import dev.hotplug.model.ClassArchive;
import dev.hotplug.model.ClassFile;
import dev.hotplug.model.ClassSource;
import dev.hotplug.rcu.RcuDomain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A staged image that is read inside read sections only, so that it can be closed after a grace period without a
 * lock on the reading side.
 */
final class GuardedArchive implements ClassArchive, ClassSource {

    private final StagedImage image;
    private final RcuDomain rcu;

    /** Set before the grace period that precedes the close; a reader that does not see it is waited for. */
    private volatile String retired;

    GuardedArchive(StagedImage image, RcuDomain rcu) {
        this.image = image;
        this.rcu = rcu;
    }

    /** Turns readers away, with a message. The image may be closed after the next grace period. */
    void retire(String message) {
        retired = message;
    }

    @Override
    public Entry find(String name) {
        Entry entry = image.find(name);
        return entry == null ? null : new Guarded(entry);
    }

    @Override
    public List<Entry> findAll(String name) {
        List<Entry> guarded = new ArrayList<>();
        for (Entry entry : image.findAll(name)) {
            guarded.add(new Guarded(entry));
        }
        return List.copyOf(guarded);
    }

    @Override
    public boolean hasLibraries() {
        return image.hasLibraries();
    }

    /** Reads each class when the iterator comes to it; throws {@link UncheckedIOException} when it is retired. */
    @Override
    public Iterable<ClassFile> classes() {
        return () -> image.classNames().stream().map(this::classFile).iterator();
    }

    private ClassFile classFile(String name) {
        Entry entry = find(name);
        try {
            return new ClassFile(entry.library(), name.substring(0, name.length() - ".class".length()), entry.read());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private final class Guarded implements Entry {

        private final Entry entry;

        Guarded(Entry entry) {
            this.entry = entry;
        }

        @Override
        public String library() {
            return entry.library();
        }

        @Override
        public String name() {
            return entry.name();
        }

        @Override
        public byte[] read() throws IOException {
            int ticket = rcu.enter();
            try {
                if (retired != null) {
                    throw new IOException(retired);
                }
                return entry.read();
            } finally {
                rcu.leave(ticket);
            }
        }
    }
}
