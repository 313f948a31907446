package dev.hotplug.loader;

import dev.hotplug.loader.LibraryManifest.PackageAttributes;
import dev.hotplug.model.ClassArchive;
import dev.hotplug.model.ClassArchive.Entry;
import dev.hotplug.model.HostClasses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Defines the classes of one load of one plugin.
 *
 * <p>Safe for use by many threads; parallel capable. See the package page for the order of lookups and for
 * locks.
 */
public final class PluginClassLoader extends ClassLoader {

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    static {
        registerAsParallelCapable();
    }

    private final String label;
    private final ClassArchive archive;
    private final HostClasses host;
    private final Map<String, ClassLoader> imports;
    private final Resources resources;
    private final Path nativeCopies;
    /** Made for the first that is asked for; most plugins have none. Guarded by {@code resources}. */
    private NativeLibraries natives;
    private final URL codeSource;
    private final Map<String, Origin> origins = new ConcurrentHashMap<>();
    /** That of the JAR itself, where nearly all classes come from; {@code null} before the first. */
    private volatile Origin own;
    /** The packages that are defined, and for which library. */
    private final Map<String, String> packages = new ConcurrentHashMap<>();

    /** Where the classes of one library come from: what its manifest says of them, and the domain that they share. */
    private record Origin(LibraryManifest manifest, ProtectionDomain domain) {
    }

    /**
     * @param name the loader's name, as {@code greeter#7}
     * @param label the plugin as messages name it, as {@code greeter 1.4.0}
     * @param archive the plugin's entries; not closed by this loader
     * @param host what every plugin sees
     * @param imports for each imported package, the loader of the plugin that exports it
     * @param codeSource where the JAR's own classes say that they come from
     * @param natives what the paths of copied native libraries begin with; unique to this load
     */
    public PluginClassLoader(String name, String label, ClassArchive archive, HostClasses host,
                             Map<String, ClassLoader> imports, URL codeSource, Path natives) {
        super(name, PLATFORM);
        this.label = label;
        this.archive = archive;
        this.host = host;
        this.imports = Map.copyOf(imports);
        this.resources = new Resources(archive, name);
        this.codeSource = codeSource;
        this.nativeCopies = natives;
    }

    /**
     * From now on, refuses every class that it has not defined yet, and every reading of a resource. Classes that
     * it has defined still resolve. Copies of native libraries are deleted; those that were loaded stay loaded.
     *
     * @param message which plugin it was and when it left; the message of what is thrown
     */
    public void retire(String message) {
        resources.retire(message);
        synchronized (resources) {
            if (natives != null) {
                natives.delete();
            }
        }
    }

    /**
     * Withdraws what objects of this plugin's classes are registered as with the JVM: JDBC drivers, MBeans, log
     * handlers, security providers, and the JVM's defaults that can be unset. Calls the plugin's code where a registry
     * tells what it removes.
     *
     * @param problems receives what goes wrong, one sentence for each
     * @return what was withdrawn, as {@code the JDBC driver org.h2.Driver}
     */
    public List<String> withdrawRegistrations(List<String> problems) {
        return new Registrations(this, host.loader(), problems).withdraw();
    }

    /** Whether the plugin's classes have had a class of the JDK loaded. */
    boolean knows(String name) {
        return findLoadedClass(name) != null;
    }

    /** The loader that provides a package in this one's stead, or {@code null} if this one does. */
    private ClassLoader provider(String packageName) {
        ClassLoader provider = host.loaderOf(packageName);
        return provider == null ? imports.get(packageName) : provider;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        int dot = name.lastIndexOf('.');
        ClassLoader provider = dot < 0 ? null : provider(name.substring(0, dot));
        if (provider != null) {
            return provider.loadClass(name);
        }
        Class<?> type = findLoadedClass(name);
        if (type == null) {
            type = findClass(name);
        }
        if (resolve) {
            resolveClass(type);
        }
        return type;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Entry entry = archive.find(name.replace('.', '/') + ".class");
        if (resources.retired() != null) {
            throw new ClassNotFoundException(resources.retired());
        }
        if (entry == null || name.indexOf('/') >= 0) {
            throw new ClassNotFoundException(name + ": not in " + label
                    + ", and its package is neither shared by the host nor exported by a plugin that it requires");
        }
        try {
            byte[] bytes = resources.read(entry);
            Origin origin = origin(entry.library());
            // Where nothing is said of packages, defining a class enters its package without attributes just as well.
            int dot = archive.hasLibraries() || origin.manifest().tells() ? name.lastIndexOf('.') : -1;
            if (dot > 0) {
                definePackage(name.substring(0, dot), entry.library(), origin.manifest());
            }
            return defineOnce(name, bytes, origin.domain());
        } catch (IOException failure) {
            throw new ClassNotFoundException(resources.retired() != null ? resources.retired()
                    : name + ": cannot be read from " + label + ": " + failure.getMessage(), failure);
        }
    }

    /**
     * Defines a class without a lock. Where several threads come to this point, the JVM lets one of them define
     * it and tells the others, which then find it.
     */
    private Class<?> defineOnce(String name, byte[] bytes, ProtectionDomain domain) {
        try {
            return defineClass(name, bytes, 0, bytes.length, domain);
        } catch (LinkageError failure) {
            Class<?> defined = findLoadedClass(name);
            if (defined == null) {
                throw failure;
            }
            return defined;
        }
    }

    /** As the JDK's own loaders do it, with each library in the place of a JAR on the class path. */
    private void definePackage(String name, String library, LibraryManifest manifest) {
        if (library.equals(packages.get(name))) {
            return;
        }
        PackageAttributes attributes = manifest.of(name);
        if (getDefinedPackage(name) == null) {
            try {
                definePackage(name, attributes.specTitle(), attributes.specVersion(), attributes.specVendor(),
                        attributes.implTitle(), attributes.implVersion(), attributes.implVendor(),
                        attributes.sealed() ? resources.url(library, "") : null);
            } catch (IllegalArgumentException defined) {
                if (getDefinedPackage(name) == null) {
                    throw defined;
                }
            }
        }
        Package defined = getDefinedPackage(name);
        if (defined.isSealed() ? !defined.isSealed(resources.url(library, "")) : attributes.sealed()) {
            throw new SecurityException(label + ": package " + name + " is sealed, but has classes in "
                    + (library.isEmpty() ? "the JAR itself" : library) + " and in another library");
        }
        packages.put(name, library);
    }

    private Origin origin(String library) throws IOException {
        Origin known = library.isEmpty() ? own : origins.get(library);
        return known == null ? firstOrigin(library) : known;
    }

    private Origin firstOrigin(String library) throws IOException {
        LibraryManifest manifest = new LibraryManifest(resources.find(library, "META-INF/MANIFEST.MF"));
        URL location = library.isEmpty() ? codeSource : resources.url("", library);
        // Without this loader: up to Java 23 a thread keeps, as long as it lives, the domain of each class that
        // was on the stack when it was made, so a pool of the host would keep the plugin for good.
        ProtectionDomain domain = new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null, null,
                null);
        Origin made = new Origin(manifest, domain);
        Origin first = origins.putIfAbsent(library, made);
        Origin origin = first == null ? made : first;
        if (library.isEmpty()) {
            own = origin;
        }
        return origin;
    }

    @Override
    protected String findLibrary(String name) {
        synchronized (resources) {
            if (natives == null) {
                natives = new NativeLibraries(resources, label, nativeCopies);
            }
            return natives.find(name);
        }
    }

    /*
     * Resources follow classes: what lies in a provided package is sought at its provider first, then here.
     * The parent is asked for its own packages and for META-INF only. It would find nothing else, but it keeps each
     * name that it is asked for.
     */
    private ClassLoader resourceProvider(String name) {
        int slash = name.lastIndexOf('/');
        ClassLoader provider = slash < 0 ? null : provider(name.substring(0, slash).replace('/', '.'));
        return provider == null && name.startsWith("META-INF/") ? PLATFORM : provider;
    }

    @Override
    public URL getResource(String name) {
        ClassLoader provider = resourceProvider(name);
        URL url = provider == null ? null : provider.getResource(name);
        return url == null ? findResource(name) : url;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        ClassLoader provider = resourceProvider(name);
        List<URL> urls = new ArrayList<>();
        if (provider != null) {
            urls.addAll(Collections.list(provider.getResources(name)));
        }
        urls.addAll(Collections.list(findResources(name)));
        return Collections.enumeration(urls);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        ClassLoader provider = resourceProvider(name);
        InputStream stream = provider == null ? null : provider.getResourceAsStream(name);
        Entry entry = stream == null ? resources.find(name) : null;
        if (entry == null) {
            return stream;
        }
        try {
            return new ByteArrayInputStream(resources.read(entry));
        } catch (IOException failure) {
            return FailedStream.of(failure);
        }
    }

    @Override
    protected URL findResource(String name) {
        Entry entry = resources.find(name);
        return entry == null ? null : resources.url(entry);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return Collections.enumeration(resources.findAll(name).stream().map(resources::url).toList());
    }

    /** The plugin and the loader's name. */
    @Override
    public String toString() {
        return "PluginClassLoader[" + getName() + "]";
    }
}
