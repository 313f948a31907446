package dev.hotplug.index;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The class path that this JVM was started with, and where on it resources lie. That is remembered from one JVM to the
 * next, for searching opens each JAR and asks each module of the JDK, which takes a cold JVM longer than loading a plugin.
 *
 * <p>What was found holds while the class path reads the same and its JARs are of the same size and time. A class path
 * with anything but JARs, or with one that names others in its {@code Class-Path}, is searched each time. Not seen: a JAR
 * that an agent adds, and that has come to hold a resource since.
 *
 * <p>Safe for use by many threads.
 */
public final class ClassPath {

    private final PluginIndex index;
    /** The one whose answers are remembered. */
    private final ClassLoader own;
    private final String path;
    private final List<String> stamps = new ArrayList<>();
    /** What the answers depend on, or {@code null} if they are not remembered. */
    private final String key;
    /** URLs by resource; {@code null} before the first question. Guarded by this. */
    private Map<String, List<String>> known;

    /** That of this JVM. */
    ClassPath(PluginIndex index) {
        // What another system class loader than the JDK's has is not what the property says.
        this(index, System.getProperty("java.system.class.loader") == null ? ClassLoader.getSystemClassLoader() : null,
                System.getProperty("java.class.path", ""));
    }

    ClassPath(PluginIndex index, ClassLoader own, String path) {
        this.index = index;
        this.own = own;
        this.path = path;
        boolean jars = System.getProperty("jdk.module.path") == null;
        for (String entry : path.split(File.pathSeparator)) {
            String stamp = CodePlace.jarStamp(entry);
            stamps.add(stamp);
            jars &= !stamp.isEmpty() && !stamp.equals(CodePlace.UNKNOWN);
        }
        if (jars) {
            List<String> lines = new ArrayList<>(stamps);
            lines.add(path);
            lines.add(System.getProperty("user.dir", ""));
            lines.add(System.getProperty("java.runtime.version", ""));
            key = Environment.digest(lines);
        } else {
            key = null;
        }
    }

    /** Size and time of each JAR, in order; blank for what is none. */
    List<String> stamps() {
        return stamps;
    }

    /**
     * Where a class loader finds a resource.
     *
     * @param loader the loader; of another than the class path's nothing is remembered
     * @param resource its name; that of a directory ends in a slash
     * @return the places, in order
     * @throws IOException if it cannot be sought
     */
    public List<URL> places(ClassLoader loader, String resource) throws IOException {
        if (key == null || loader != own) {
            return Collections.list(loader.getResources(resource));
        }
        List<URL> places = new ArrayList<>();
        for (String url : remembered(loader, resource)) {
            places.add(new URL(url));
        }
        return places;
    }

    private synchronized List<String> remembered(ClassLoader loader, String resource) throws IOException {
        if (known == null) {
            known = new HashMap<>(index.places(key));
        }
        List<String> urls = known.get(resource);
        if (urls == null) {
            urls = new ArrayList<>();
            for (URL url : Collections.list(loader.getResources(resource))) {
                urls.add(url.toString());
            }
            known.put(resource, urls);
            if (isAll()) {
                index.put(key, known);
            }
        }
        return urls;
    }

    /** Whether the class path is what its text says: no JAR of it names others, which may change or come and go. */
    private boolean isAll() {
        for (String entry : path.split(File.pathSeparator)) {
            try (JarFile jar = new JarFile(entry)) {
                Manifest manifest = jar.getManifest();
                if (manifest != null && manifest.getMainAttributes().containsKey(Attributes.Name.CLASS_PATH)) {
                    return false;
                }
            } catch (IOException unreadable) {
                return false;
            }
        }
        return true;
    }
}
