package dev.hotplug.console.socket;

import java.time.Duration;

/**
 * What clients may take at most. Immutable.
 *
 * @param connections clients at once; one more costs an idle one its place
 * @param line bytes of a request
 * @param patience how long a request, or room for the next part of an answer, may take to come
 * @param unread bytes of an answer that the client has not read yet, beside what the system buffers
 */
record Bounds(int connections, int line, Duration patience, int unread) {

    /** Room for a few thousand files in one command, and for more clients than a person has. */
    static final Bounds USUAL = new Bounds(64, 256 * 1024, Duration.ofSeconds(30), 256 * 1024);
}
