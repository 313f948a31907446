package dev.hotplug.loader;

import dev.hotplug.model.ClassArchive.Entry;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.function.Function;

/**
 * Opens the URLs of plugins' resources. One that a class loader gave carries the handler of its plugin, which needs
 * nothing installed in the JVM; one that was made from a text is looked up, see {@link ResourceUrls}.
 */
final class ResourceHandler extends URLStreamHandler {

    private final Function<URL, Resources> owner;

    /**
     * @param owner gives the resources that a URL belongs to, or {@code null} if there is no such plugin
     */
    ResourceHandler(Function<URL, Resources> owner) {
        this.owner = owner;
    }

    /** One for the resources of one plugin; of the type that URLs take, so that whoever may make one need not load it. */
    static URLStreamHandler of(Resources resources) {
        return new ResourceHandler(url -> resources);
    }

    @Override
    protected URLConnection openConnection(URL url) {
        return new Connection(url);
    }

    /** The host is a plugin's id: no address to look up, as the inherited method would do to compare two URLs. */
    @Override
    protected InetAddress getHostAddress(URL url) {
        return null;
    }

    private final class Connection extends URLConnection {

        private byte[] content;
        private long loaded;

        Connection(URL url) {
            super(url);
        }

        @Override
        public void connect() throws IOException {
            if (!connected) {
                Resources resources = owner.apply(url);
                if (resources == null) {
                    throw new FileNotFoundException(url + ": no such plugin is loaded");
                }
                Entry entry = resources.find(url);
                if (entry == null) {
                    throw new FileNotFoundException(url + ": no such resource in the plugin");
                }
                content = resources.read(entry);
                loaded = resources.loaded();
                connected = true;
            }
        }

        @Override
        public InputStream getInputStream() throws IOException {
            connect();
            return new ByteArrayInputStream(content);
        }

        @Override
        public long getContentLengthLong() {
            return isConnectable() ? content.length : -1;
        }

        @Override
        public int getContentLength() {
            return (int) getContentLengthLong();
        }

        /** When the plugin was loaded, as a JAR's URL gives the time of the file. */
        @Override
        public long getLastModified() {
            return isConnectable() ? loaded : 0;
        }

        @Override
        public String getContentType() {
            return guessContentTypeFromName(url.getPath());
        }

        /** The header methods of this class report no errors; reading the content will. */
        private boolean isConnectable() {
            try {
                connect();
                return true;
            } catch (IOException unreadable) {
                return false;
            }
        }
    }
}
