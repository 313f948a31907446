package dev.hotplug.loader;

import dev.hotplug.model.ClassArchive;
import dev.hotplug.model.ClassArchive.Entry;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The entries of one plugin, and whether they may still be read. URLs refer to this instead of the loader, so
 * that a URL that somebody keeps does not keep the plugin's classes.
 *
 * <p>Safe for use by many threads.
 */
final class Resources {

    static final String SCHEME = "hotplug";
    static final String INNER = "!/";
    private static final char ASCII = 0x7F;
    private static final String HEX = "0123456789ABCDEF";

    private final ClassArchive archive;
    private final String host;
    private final String root;
    private final long loaded = System.currentTimeMillis();
    /** Made for the first URL. Of two that are made at once, either will do. */
    private volatile URLStreamHandler handler;

    /** Why nothing may be read any more, or {@code null}. A reader that just misses it finds the archive closed. */
    private volatile String retired;

    /**
     * @param archive where the entries are
     * @param name the loader's name, as {@code greeter#7}
     */
    Resources(ClassArchive archive, String name) {
        this.archive = archive;
        // greeter#7 becomes hotplug://greeter/7!/...: a hash would begin a fragment.
        int hash = name.indexOf('#');
        this.host = hash < 0 ? name : name.substring(0, hash);
        this.root = "/" + Roots.take(host, hash < 0 ? "" : name.substring(hash + 1), this) + INNER;
    }

    void retire(String message) {
        retired = message;
    }

    /** Why nothing may be read any more, or {@code null}. */
    String retired() {
        return retired;
    }

    /** When the plugin was loaded, in milliseconds since 1970: a replaced plugin's resources are newer ones. */
    long loaded() {
        return loaded;
    }

    /** The first entry of a name, which may be a directory's without its last slash, or {@code null}. */
    Entry find(String name) {
        Entry entry = archive.find(name);
        return entry == null && !name.endsWith("/") ? archive.find(name + "/") : entry;
    }

    List<Entry> findAll(String name) {
        List<Entry> entries = archive.findAll(name);
        return entries.isEmpty() && !name.endsWith("/") ? archive.findAll(name + "/") : entries;
    }

    /** The entry of a name in one library, or {@code null}. */
    Entry find(String library, String name) {
        for (Entry entry : archive.findAll(name)) {
            if (entry.library().equals(library)) {
                return entry;
            }
        }
        return null;
    }

    byte[] read(Entry entry) throws IOException {
        if (retired != null) {
            throw new IOException(retired);
        }
        try {
            return entry.read();
        } catch (IOException failure) {
            // It may have left between the check and the reading.
            throw retired == null ? failure : new IOException(retired, failure);
        }
    }

    URL url(Entry entry) {
        return url(entry.library(), entry.name());
    }

    URL url(String library, String name) {
        String path = root + (library.isEmpty() ? "" : library + INNER) + name;
        try {
            // As an authority, not as a host: an id may hold what no host name may.
            String text = new URI(SCHEME, host, path, null, null).toString();
            return new URL(null, ascii(text), handler());
        } catch (URISyntaxException | MalformedURLException impossible) {
            throw new IllegalStateException(path, impossible);
        }
    }

    /**
     * What a URI leaves as it is beside ASCII, percent-encoded. Not {@link URI#toASCIIString}, which composes characters
     * first: it would give the URL of another entry, or of none.
     */
    private static String ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ASCII) {
                return encoded(text);
            }
        }
        return text;
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(2 * text.length());
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            if (one >= 0) {
                encoded.append((char) one);
            } else {
                encoded.append('%').append(HEX.charAt(one >> 4 & 0xF)).append(HEX.charAt(one & 0xF));
            }
        }
        return encoded.toString();
    }

    private URLStreamHandler handler() {
        URLStreamHandler known = handler;
        if (known == null) {
            known = ResourceHandler.of(this);
            handler = known;
        }
        return known;
    }

    /** The entry that a URL of this plugin names, or {@code null} if it names none. */
    Entry find(URL url) throws IOException {
        String path;
        try {
            path = new URI(url.toExternalForm()).getPath();
        } catch (URISyntaxException malformed) {
            throw new IOException(url + ": malformed: " + malformed.getMessage(), malformed);
        }
        if (path == null || !path.startsWith(root) || !host.equals(url.getHost())) {
            return null;
        }
        String rest = path.substring(root.length());
        int inner = rest.indexOf(INNER);
        Entry nested = inner < 0 ? null : find(rest.substring(0, inner), rest.substring(inner + INNER.length()));
        return nested != null ? nested : find("", rest);
    }
}
