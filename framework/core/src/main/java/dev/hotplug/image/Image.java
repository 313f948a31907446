package dev.hotplug.image;

import dev.hotplug.api.PluginException;
import dev.hotplug.model.ClassArchive;
import dev.hotplug.model.ClassFile;
import dev.hotplug.model.ClassSource;
import dev.hotplug.model.Fingerprint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.jar.Manifest;

/**
 * The bytes of a plugin's JAR as they were read once, and what its directory says. The file that they came
 * from is never looked at again.
 *
 * <p>Safe for use by many threads; to them it is immutable. It is as large as the JAR and what it keeps of it inflated,
 * and meant to live no longer than the load.
 */
public final class Image implements ClassSource {

    private static final String CLASS = ".class";
    private static final String LIBRARIES = "lib/";

    private final Path source;
    private final String label;
    private final String fingerprint;
    private final Library jar;
    private final List<Library> libraries;
    private final List<byte[]> appended;
    private final InflatedClasses inflated = new InflatedClasses();

    private Image(Path source, String label, Library jar, List<Library> libraries, List<byte[]> appended) {
        this.source = source;
        this.label = label;
        // The directory's checksums do not change when what they are of is damaged, so each byte is looked at once more.
        ByteWindow all = jar.window();
        this.fingerprint = jar.fingerprint().add(all.bytes(), all.from(), all.to()).toString();
        this.jar = jar;
        this.libraries = List.copyOf(libraries);
        this.appended = List.copyOf(appended);
    }

    /** Reads the directories of a JAR and of the libraries in it. */
    static Image parse(Path source, String label, byte[] bytes, Budget budget) {
        Library jar = new Library("", label, ByteWindow.of(bytes), 0, budget);
        List<Library> libraries = new ArrayList<>();
        List<byte[]> appended = new ArrayList<>();
        libraries.add(jar);
        long staged = bytes.length;
        for (String name : jar.namesUnder(LIBRARIES)) {
            if (isLibrary(name)) {
                ZipEntryRecord entry = jar.entries().get(name);
                String nestedLabel = label + "!" + name;
                if (entry.deflated()) {
                    byte[] inflated = jar.read(entry);
                    libraries.add(new Library(name, nestedLabel, ByteWindow.of(inflated), staged, budget));
                    appended.add(inflated);
                    staged += inflated.length;
                } else {
                    libraries.add(new Library(name, nestedLabel, jar.window(entry), 0, budget));
                }
            }
        }
        return new Image(source, label, jar, libraries, appended);
    }

    private static boolean isLibrary(String name) {
        return name.endsWith(".jar") && name.indexOf('/', LIBRARIES.length()) < 0;
    }

    /** The file that was read. */
    public Path source() {
        return source;
    }

    /**
     * Tells this content from others; see {@link Fingerprint} for what it may be used for.
     *
     * @return 32 hexadecimal digits
     */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * SHA-256 of the file, in hexadecimal. Reads all of it each time.
     */
    public String digest() {
        return Sha256.of(bytes());
    }

    /** Size of the file. */
    public long size() {
        return jar.window().length();
    }

    /** How many bytes {@link #stage} writes. */
    public long stagedSize() {
        long staged = size();
        for (byte[] library : appended) {
            staged += library.length;
        }
        return staged;
    }

    /**
     * The classes: the JAR's own first, then those of the nested libraries, each in the order of their names;
     * where the JAR is a multi-release one, those that this JVM's version selects. Package descriptors are
     * among them, module descriptors and what lies under {@code META-INF} are not.
     *
     * <p>Each is inflated when the iterator comes to it, unless it was before.
     *
     * @return the classes; iterating throws {@link PluginException} ({@code BAD_IMAGE}) at one that is damaged
     */
    @Override
    public Iterable<ClassFile> classes() {
        return new Contents(libraries);
    }

    /** Those of {@link #classes} that the JAR itself holds. */
    Iterable<ClassFile> ownClasses() {
        return new Contents(List.of(jar));
    }

    @Override
    public ClassArchive.Entry find(String name) {
        for (Library library : libraries) {
            if (library.entries().containsKey(name)) {
                return new Found(library, name);
            }
        }
        return null;
    }

    private byte[] read(Library library, String name) {
        boolean isOwnClass = library == jar && Library.isClass(name);
        byte[] content = isOwnClass ? inflated.find(name) : null;
        if (content == null) {
            content = library.read(library.entries().get(name));
            if (isOwnClass) {
                inflated.keep(name, content);
            }
        }
        return content;
    }

    /** How many bytes of classes it keeps inflated for whoever wants them next. */
    public int inflatedSize() {
        return inflated.size();
    }

    /** Lets go of what it keeps inflated. */
    public void forgetInflated() {
        inflated.forget();
    }

    private final class Found implements ClassArchive.Entry {

        private final Library source;
        private final String name;

        Found(Library source, String name) {
            this.source = source;
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String library() {
            return source.name();
        }

        @Override
        public byte[] read() {
            return Image.this.read(source, name);
        }
    }

    /** No lambda, as nowhere in a load: a cold JVM would spin a class for each. */
    private final class Contents implements Iterable<ClassFile> {

        private final List<Library> from;

        Contents(List<Library> from) {
            this.from = from;
        }

        @Override
        public Iterator<ClassFile> iterator() {
            return new Classes(from);
        }
    }

    /** Not a stream: its flatMap would inflate a whole library before it gives the first class of it. */
    private final class Classes implements Iterator<ClassFile> {

        private final Iterator<Library> rest;
        private Library library;
        private Iterator<String> entries = Collections.emptyIterator();

        Classes(List<Library> libraries) {
            rest = libraries.iterator();
        }

        @Override
        public boolean hasNext() {
            while (!entries.hasNext() && rest.hasNext()) {
                library = rest.next();
                entries = library.classEntries().iterator();
            }
            return entries.hasNext();
        }

        @Override
        public ClassFile next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            String name = entries.next();
            return new ClassFile(library.name(), name.substring(0, name.length() - CLASS.length()),
                    read(library, name));
        }
    }

    /**
     * The class file that the plugin's class loader would take for a class.
     *
     * @param internalName as {@code com/acme/Greeter}
     * @return its bytes, or {@code null} if neither the JAR nor a library has it
     * @throws PluginException {@code BAD_IMAGE} if it is damaged
     */
    public byte[] classFile(String internalName) {
        for (Library library : libraries) {
            if (library.entries().containsKey(internalName + CLASS)) {
                return read(library, internalName + CLASS);
            }
        }
        return null;
    }

    /**
     * The manifest of the JAR itself.
     *
     * @return a copy; empty if the JAR has none
     */
    public Manifest manifest() {
        return new Manifest(jar.manifest());
    }

    /**
     * Reads the manifests of the JAR and of all libraries, which nobody needs of a content that was read before.
     *
     * @throws PluginException {@code BAD_IMAGE} if one is malformed
     */
    void requireManifests() {
        for (Library library : libraries) {
            library.manifest();
        }
    }

    /**
     * Writes what a class loader needs into a private file, which is all that is left of the image afterwards.
     *
     * @param file the host's file
     * @return the staged image, to be closed
     * @throws IOException if it cannot be written; nothing is left behind
     */
    public StagedImage stage(StagingFile file) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        parts.add(bytes());
        parts.addAll(appended);
        return StagedImage.write(label, file, parts, EntryIndex.of(libraries), inflated);
    }

    String label() {
        return label;
    }

    /**
     * The class file of one of the JAR's own classes.
     *
     * @return its bytes, or {@code null} if the JAR itself has no such class
     * @throws PluginException {@code BAD_IMAGE} if it is damaged
     */
    byte[] ownClassFile(String binaryName) {
        String entry = binaryName.replace('.', '/') + CLASS;
        return jar.entries().containsKey(entry) ? read(jar, entry) : null;
    }

    byte[] bytes() {
        return jar.window().bytes();
    }

    /** Whether the JAR itself, not a nested library, holds a class. */
    boolean hasOwnClass(String binaryName) {
        return jar.entries().containsKey(binaryName.replace('.', '/') + CLASS);
    }

    /** The packages in which the JAR itself holds a class, package descriptors not counted. */
    TreeSet<String> ownPackages() {
        TreeSet<String> packages = new TreeSet<>();
        for (String entry : jar.classEntries()) {
            int slash = entry.lastIndexOf('/');
            if (slash > 0 && !entry.endsWith("/package-info.class")) {
                packages.add(entry.substring(0, slash).replace('/', '.'));
            }
        }
        return packages;
    }

    /** The file and the beginning of its fingerprint. */
    @Override
    public String toString() {
        return label + " (" + fingerprint.substring(0, 12) + ")";
    }
}
