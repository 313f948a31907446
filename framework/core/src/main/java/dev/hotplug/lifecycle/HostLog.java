package dev.hotplug.lifecycle;

import dev.hotplug.index.PluginIndex;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
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
     *
     * @param index may know that nobody will
     */
    static void prepare(Optional<PluginIndex> index) {
        if (heard == null && System.getProperty(LoggerFactory.PROVIDER_PROPERTY_KEY) == null && index.isPresent()
                && isForClassPath() && isAbsent(index.get())) {
            heard = false;
        }
        if (isHeard()) {
            get();
        }
    }

    /** With its stack trace, unless the logger fails on it: it asks foreign code for the message. */
    static void warn(Logger log, String told, Throwable failure) {
        try {
            log.warn("{}", told, failure);
        } catch (Throwable unreadable) {
            log.warn("{}", told);
        }
    }

    private static boolean isAbsent(PluginIndex index) {
        try {
            return index.classPath().places(HostLog.class.getClassLoader(), PROVIDER).isEmpty();
        } catch (IOException unknown) {
            return false;
        }
    }

    static Logger get() {
        return LoggerFactory.getLogger("dev.hotplug");
    }

    /** Whether there is a logging provider, found in the same places as SLF4J looks, without waking it. */
    static boolean isHeard() {
        Boolean known = heard;
        if (known == null) {
            known = System.getProperty(LoggerFactory.PROVIDER_PROPERTY_KEY) != null
                    || mayHaveProvider() && hasProvider();
            heard = known;
        }
        return known;
    }

    /**
     * SLF4J's class loader sees nothing that the framework's does not; so if the framework is on the class path and a
     * provider is not, the JDK's modules need not be searched, nor SLF4J be looked at. That is half the time of asking.
     */
    private static boolean mayHaveProvider() {
        if (!isForClassPath()) {
            return true;
        }
        try (InputStream found = HostLog.class.getClassLoader().getUnnamedModule().getResourceAsStream(PROVIDER)) {
            return found != null;
        } catch (IOException unknown) {
            return true;
        }
    }

    /** Whether providers that SLF4J finds are on the class path, if anywhere. */
    private static boolean isForClassPath() {
        if (HostLog.class.getClassLoader() != ClassLoader.getSystemClassLoader()
                || HostLog.class.getModule().isNamed()) {
            return false;
        }
        // Not findModule, which makes a stream of what it does not find.
        for (Module module : ModuleLayer.boot().modules()) {
            if (module.getName().equals("org.slf4j")) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasProvider() {
        ClassLoader loader = SLF4JServiceProvider.class.getClassLoader();
        // A named module's providers are declared elsewhere.
        return SLF4JServiceProvider.class.getModule().isNamed()
                || (loader == null ? ClassLoader.getSystemResource(PROVIDER) : loader.getResource(PROVIDER)) != null;
    }
}
