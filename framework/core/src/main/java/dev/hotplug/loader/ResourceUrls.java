package dev.hotplug.loader;

import java.net.URLStreamHandler;
import java.net.spi.URLStreamHandlerProvider;

/**
 * Lets {@code new URL(text)} and {@code URI.toURL()} read the text of a plugin's resource URL: many a library passes
 * URLs on as text. The JDK asks for it if the framework is on the class path or the module path of the application;
 * a framework in a class loader of its own has only the URLs that its class loaders give.
 *
 * <p>Stateless and safe for use by many threads.
 */
public final class ResourceUrls extends URLStreamHandlerProvider {

    /** For the JDK's service loader. */
    public ResourceUrls() {
    }

    @Override
    public URLStreamHandler createURLStreamHandler(String protocol) {
        return protocol.equals(Resources.SCHEME) ? new ResourceHandler(Roots::find) : null;
    }
}
