package dev.hotplug.loader;

import java.beans.Introspector;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ResponseCache;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * What objects of a plugin's classes are still registered with the JVM itself when the plugin leaves. Each would keep
 * the plugin's classes as long as the JVM runs.
 *
 * <p>A registry is looked into only if the plugin knew it: to implement one of its types, a class of the plugin must
 * have had that type loaded through the plugin's loader. So nothing of the JDK is loaded here for plugins that never
 * used it.
 */
final class Registrations {

    private final PluginClassLoader plugin;
    private final ClassLoader host;
    private final List<String> problems;
    private final List<String> withdrawn = new ArrayList<>();

    private interface Sweep {
        void run() throws Exception;
    }

    /**
     * @param plugin the plugin's loader
     * @param host the loader of the host's own drivers and providers
     * @param problems receives what goes wrong, one sentence for each
     */
    Registrations(PluginClassLoader plugin, ClassLoader host, List<String> problems) {
        this.plugin = plugin;
        this.host = host;
        this.problems = problems;
    }

    /**
     * Withdraws everything; goes on after what fails.
     *
     * @return what was withdrawn, as {@code the JDBC driver org.h2.Driver}
     */
    List<String> withdraw() {
        ifKnown("java.sql.Driver", this::jdbcDrivers);
        ifKnown("javax.management.ObjectName", this::managedBeans);
        ifKnown("java.util.logging.Handler", this::logHandlers);
        // No method reference: it would have the class loaded here and now.
        ifKnown("java.beans.Introspector", () -> Introspector.flushCaches());
        ifKnown("java.security.Provider", this::securityProviders);
        ifKnown("java.net.Authenticator", () -> unset("authenticator", Authenticator::getDefault,
                Authenticator::setDefault));
        ifKnown("java.net.CookieHandler", () -> unset("cookie handler", CookieHandler::getDefault,
                CookieHandler::setDefault));
        ifKnown("java.net.ResponseCache", () -> unset("response cache", ResponseCache::getDefault,
                ResponseCache::setDefault));
        ifKnown("java.lang.Thread$UncaughtExceptionHandler", () -> unset("handler of uncaught exceptions",
                Thread::getDefaultUncaughtExceptionHandler, Thread::setDefaultUncaughtExceptionHandler));
        return withdrawn;
    }

    private void ifKnown(String type, Sweep sweep) {
        if (plugin.knows(type)) {
            try {
                sweep.run();
            } catch (Throwable failure) {
                problems.add("what it registered as " + type + " cannot be withdrawn: " + describe(failure));
            }
        }
    }

    private boolean isOfPlugin(Object object) {
        return object != null && object.getClass().getClassLoader() == plugin;
    }

    private void jdbcDrivers() throws IOException, ReflectiveOperationException {
        byte[] code;
        try (InputStream in = Registrations.class.getResourceAsStream("JdbcDrivers.class")) {
            code = in.readAllBytes();
        }
        Object drivers = new Below(plugin).define(JdbcDrivers.class.getName(), code).getConstructor().newInstance();
        @SuppressWarnings("unchecked")
        BiFunction<ClassLoader, List<String>, List<String>> function =
                (BiFunction<ClassLoader, List<String>, List<String>>) drivers;
        // Who first asks for the drivers makes the JVM look for them, once, with the context class loader.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(host);
        try {
            withdrawn.addAll(function.apply(plugin, problems));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void managedBeans() {
        for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
            for (ObjectName name : server.queryNames(null, null)) {
                managedBean(server, name);
            }
        }
    }

    /** By itself, since others come and go at any time, and the plugin's own may refuse to. */
    private void managedBean(MBeanServer server, ObjectName name) {
        try {
            if (server.getClassLoaderFor(name) == plugin) {
                server.unregisterMBean(name);
                withdrawn.add("the MBean " + name);
            }
        } catch (Throwable failure) {
            // Not caught as what it is: that would have its class loaded with this one.
            if (!(failure instanceof InstanceNotFoundException)) {
                problems.add("the MBean " + name + " cannot be withdrawn: " + describe(failure));
            }
        }
    }

    private void logHandlers() {
        LogManager logs = LogManager.getLogManager();
        for (String name : Collections.list(logs.getLoggerNames())) {
            Logger logger = logs.getLogger(name);
            for (Handler handler : logger == null ? new Handler[0] : logger.getHandlers()) {
                if (isOfPlugin(handler)) {
                    logger.removeHandler(handler);
                    String what = "the log handler " + handler.getClass().getName() + " of logger \"" + name + "\"";
                    withdrawn.add(what);
                    close(handler, what);
                }
            }
        }
    }

    private void close(Handler handler, String what) {
        try {
            handler.close();
        } catch (Throwable failure) {
            problems.add(what + " cannot be closed: " + describe(failure));
        }
    }

    /** What was thrown is the plugin's, and need not be able to say what it is. */
    private static String describe(Throwable failure) {
        try {
            return failure.toString();
        } catch (Throwable unreadable) {
            return failure.getClass().getName();
        }
    }

    private void securityProviders() {
        for (Provider provider : Security.getProviders()) {
            if (isOfPlugin(provider)) {
                Security.removeProvider(provider.getName());
                withdrawn.add("the security provider " + provider.getName());
            }
        }
    }

    private <T> void unset(String what, Supplier<T> get, Consumer<T> set) {
        T value = get.get();
        if (isOfPlugin(value)) {
            set.accept(null);
            withdrawn.add("the JVM's default " + what + " " + value.getClass().getName());
        }
    }

    /** Holds one class, below a plugin's loader. */
    private static final class Below extends ClassLoader {

        Below(ClassLoader plugin) {
            super(plugin);
        }

        Class<?> define(String name, byte[] code) {
            return defineClass(name, code, 0, code.length);
        }
    }
}
