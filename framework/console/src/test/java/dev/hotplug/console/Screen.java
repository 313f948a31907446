package dev.hotplug.console;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a terminal shows, for tests that type when they have read something. */
final class Screen extends ByteArrayOutputStream {

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        super.write(bytes, offset, length);
        notifyAll();
    }

    @Override
    public synchronized void write(int value) {
        super.write(value);
        notifyAll();
    }

    /** Waits until a text was shown so many times. */
    synchronized void await(String text, int times) throws InterruptedException {
        while (shown().split(Pattern.quote(text), -1).length <= times) {
            wait();
        }
    }

    synchronized String shown() {
        return toString(StandardCharsets.UTF_8);
    }
}
