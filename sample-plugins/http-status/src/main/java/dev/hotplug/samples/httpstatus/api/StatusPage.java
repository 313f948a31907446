package dev.hotplug.samples.httpstatus.api;

import java.net.URI;

/** Where the status page is served. Safe for use by many threads. */
@FunctionalInterface
public interface StatusPage {

    /**
     * The page's address.
     *
     * @return a URI of the scheme {@code http} on the loopback interface
     */
    URI address();
}
