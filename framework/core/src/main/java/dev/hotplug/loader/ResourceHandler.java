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

/**
 * Opens the URLs of one plugin's resources. It belongs to each URL that it made, so that no factory has to be
 * installed in the JVM.
 */
final class ResourceHandler extends URLStreamHandler {

    private final Resources resources;

    ResourceHandler(Resources resources) {
        this.resources = resources;
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

        Connection(URL url) {
            super(url);
        }

        @Override
        public void connect() throws IOException {
            if (!connected) {
                Entry entry = resources.find(url);
                if (entry == null) {
                    throw new FileNotFoundException(url + ": no such resource in the plugin");
                }
                content = resources.read(entry);
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
