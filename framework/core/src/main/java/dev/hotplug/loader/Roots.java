package dev.hotplug.loader;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;

/**
 * What the URLs of all plugins of this JVM begin with, so that a URL can be found again from its text. Weak: it keeps
 * neither plugins nor their archives.
 *
 * <p>Safe for use by many threads.
 */
final class Roots {

    /** Guarded by the class, as all here. */
    private static final Map<String, Known> KNOWN = new HashMap<>();
    private static final ReferenceQueue<Resources> GONE = new ReferenceQueue<>();

    private static final class Known extends WeakReference<Resources> {

        private final String root;

        Known(String root, Resources resources) {
            super(resources, GONE);
            this.root = root;
        }
    }

    private Roots() {
    }

    /**
     * Takes a root.
     *
     * @param host the plugin's id
     * @param number the plugin's load number
     * @return the number, or, if another host of this JVM has taken that, the number with a suffix
     */
    static synchronized String take(String host, String number, Resources resources) {
        for (Known gone = (Known) GONE.poll(); gone != null; gone = (Known) GONE.poll()) {
            KNOWN.remove(gone.root, gone);
        }
        String free = number;
        for (int i = 2; isTaken(root(host, free)); i++) {
            free = number + "~" + i;
        }
        String root = root(host, free);
        KNOWN.put(root, new Known(root, resources));
        return free;
    }

    /** What was unloaded is found until another takes its place, to be told that it was unloaded. */
    private static boolean isTaken(String root) {
        Known known = KNOWN.get(root);
        Resources resources = known == null ? null : known.get();
        return resources != null && resources.retired() == null;
    }

    /** The resources that a URL names, or {@code null} if there is no such plugin (any more). */
    static Resources find(URL url) {
        String path = url.getPath();
        int end = path.indexOf(Resources.INNER);
        if (end < 1) {
            return null;
        }
        synchronized (Roots.class) {
            Known known = KNOWN.get(root(url.getHost(), path.substring(1, end)));
            return known == null ? null : known.get();
        }
    }

    private static String root(String host, String number) {
        return host + "/" + number;
    }
}
