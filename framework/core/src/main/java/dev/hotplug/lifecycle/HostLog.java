package dev.hotplug.lifecycle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The framework's own logger, under the name {@code dev.hotplug}.
 *
 * <p>The first logger of a JVM takes longer than loading a plugin, even if there is nobody to hear it, and then SLF4J says
 * so on standard error. So what is only told in passing asks first whether it would be heard.
 */
final class HostLog {

    private static final String PROVIDER = "META-INF/services/" + "org.slf4j.spi.SLF4JServiceProvider";

    /** {@code null} until somebody asked. */
    private static volatile Boolean heard;

    private HostLog() {
    }

    /**
     * Wakes SLF4J where somebody will hear it. While it comes up, other threads' messages are put off, and it says so
     * on standard error; so it comes up before there are other threads.
     */
    static void prepare() {
        if (isHeard()) {
            get();
        }
    }

    static Logger get() {
        return LoggerFactory.getLogger("dev.hotplug");
    }

    /** Whether there is a logging provider, found in the same places as SLF4J looks, without waking it. */
    static boolean isHeard() {
        Boolean known = heard;
        if (known == null) {
            ClassLoader loader = SLF4JServiceProvider.class.getClassLoader();
            // A named module's providers are declared elsewhere.
            known = SLF4JServiceProvider.class.getModule().isNamed()
                    || System.getProperty(LoggerFactory.PROVIDER_PROPERTY_KEY) != null
                    || (loader == null ? ClassLoader.getSystemResource(PROVIDER) : loader.getResource(PROVIDER)) != null;
            heard = known;
        }
        return known;
    }
}
