package dev.hotplug.loader;

import java.io.IOException;
import java.io.InputStream;

/**
 * Stands for a resource that is there but cannot be read. The class loader's methods can answer with nothing but
 * a stream or {@code null}, and {@code null} would say that the resource never existed.
 */
final class FailedStream extends InputStream {

    private final IOException failure;

    private FailedStream(IOException failure) {
        this.failure = failure;
    }

    /** Of the type that callers give away, so that none of them need load this one. */
    static InputStream of(IOException failure) {
        return new FailedStream(failure);
    }

    @Override
    public int read() throws IOException {
        throw new IOException(failure.getMessage(), failure);
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        throw new IOException(failure.getMessage(), failure);
    }
}
