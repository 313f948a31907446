package dev.hotplug.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hotplug.fixture.Jar;
import dev.hotplug.fixture.Sources;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.management.ManagementFactory;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ResponseCache;
import java.nio.file.Path;
import java.security.Security;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin leaves in the JVM's registries is withdrawn, and nothing else is. */
class RegistrationsTest {

    private static final Map<String, byte[]> DRIVER = Sources.compile("""
            package r;
            import java.sql.*;
            public class Registering implements Driver, Runnable {
                public void run() {
                    try { DriverManager.registerDriver(this); } catch (SQLException e) { throw new Error(e); }
                }
                public Connection connect(String url, java.util.Properties info) { return null; }
                public boolean acceptsURL(String url) { return url.equals("jdbc:r"); }
                public DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties info) { return null; }
                public int getMajorVersion() { return 1; }
                public int getMinorVersion() { return 0; }
                public boolean jdbcCompliant() { return false; }
                public java.util.logging.Logger getParentLogger() { return null; }
            }
            """);
    /** Two that refuse to go, and one that does not. */
    private static final Map<String, byte[]> DRIVERS = Sources.compile("""
            package r;
            import java.sql.*;
            public class Registering implements Driver, Runnable {
                public void run() {
                    try {
                        DriverManager.registerDriver(new Registering(), this::refuse);
                        DriverManager.registerDriver(this);
                        DriverManager.registerDriver(new Registering(), this::fail);
                    } catch (SQLException e) { throw new Error(e); }
                }
                private void refuse() {
                    if (!Boolean.getBoolean("r.yields")) throw new IllegalStateException("will not go");
                }
                private void fail() {
                    if (!Boolean.getBoolean("r.yields")) throw new AssertionError("will not go");
                }
                public Connection connect(String url, java.util.Properties info) { return null; }
                public boolean acceptsURL(String url) { return false; }
                public DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties info) { return null; }
                public int getMajorVersion() { return 1; }
                public int getMinorVersion() { return 0; }
                public boolean jdbcCompliant() { return false; }
                public java.util.logging.Logger getParentLogger() { return null; }
            }
            """);
    /** A bean of all servers that there are. */
    private static final Map<String, byte[]> BEAN = Sources.compile(
            "package r; public interface RegisteringMBean { int getN(); }", """
            package r;
            import javax.management.*;
            public class Registering implements RegisteringMBean, Runnable {
                public int getN() { return 1; }
                public void run() {
                    java.lang.management.ManagementFactory.getPlatformMBeanServer();
                    try {
                        for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
                            server.registerMBean(this, new ObjectName("r:type=R"));
                        }
                    } catch (JMException e) { throw new Error(e); }
                }
            }
            """);
    /** Two that refuse to go, and one that does not. */
    private static final Map<String, byte[]> STUBBORN = Sources.compile(
            "package r; public interface RegisteringMBean { }", """
            package r;
            import javax.management.*;
            public class Registering implements RegisteringMBean, Runnable {
                public void run() {
                    try {
                        MBeanServer server = java.lang.management.ManagementFactory.getPlatformMBeanServer();
                        server.registerMBean(new Stubborn(), new ObjectName("r:type=R,refusal=1"));
                        server.registerMBean(this, new ObjectName("r:type=R"));
                        server.registerMBean(new Stubborn(), new ObjectName("r:type=R,refusal=2"));
                    } catch (JMException e) { throw new Error(e); }
                }
                public static class Stubborn extends Registering implements MBeanRegistration {
                    public ObjectName preRegister(MBeanServer server, ObjectName name) { return name; }
                    public void postRegister(Boolean done) { }
                    public void preDeregister() {
                        if (!Boolean.getBoolean("r.yields")) throw new IllegalStateException("will not go");
                    }
                    public void postDeregister() { }
                }
            }
            """);
    private static final Map<String, byte[]> HANDLER = Sources.compile("""
            package r;
            public class Registering extends java.util.logging.Handler implements Runnable {
                public void run() { java.util.logging.Logger.getLogger("").addHandler(this); }
                public void publish(java.util.logging.LogRecord record) { }
                public void flush() { }
                public void close() { System.setProperty("r.closed", "true"); }
            }
            """);
    private static final Map<String, byte[]> PROVIDER = Sources.compile("""
            package r;
            public class Registering extends java.security.Provider implements Runnable {
                public Registering() { super("acme-r", "1", "a provider"); }
                public void run() { java.security.Security.addProvider(this); }
            }
            """);
    private static final Map<String, byte[]> DEFAULTS = Sources.compile("""
            package r;
            import java.util.*;
            public class Registering extends java.net.CookieHandler implements Runnable {
                public Map<String, List<String>> get(java.net.URI uri, Map<String, List<String>> headers) {
                    return headers;
                }
                public void put(java.net.URI uri, Map<String, List<String>> headers) { }
                public void run() {
                    java.net.CookieHandler.setDefault(this);
                    java.net.Authenticator.setDefault(new java.net.Authenticator() { });
                    java.net.ResponseCache.setDefault(new java.net.ResponseCache() {
                        public java.net.CacheResponse get(java.net.URI uri, String method,
                                Map<String, List<String>> headers) {
                            return null;
                        }
                        public java.net.CacheRequest put(java.net.URI uri, java.net.URLConnection connection) {
                            return null;
                        }
                    });
                    Thread.setDefaultUncaughtExceptionHandler(new Dying());
                }
                static class Dying implements Thread.UncaughtExceptionHandler {
                    public void uncaughtException(Thread thread, Throwable thrown) { }
                }
            }
            """);
    private static final Map<String, byte[]> FAILING = Sources.compile("""
            package r;
            public class Registering extends java.util.logging.Handler implements Runnable {
                public void run() {
                    java.util.logging.Logger.getLogger("").addHandler(this);
                    java.util.logging.Logger.getLogger("").addHandler(new Registering());
                }
                public void publish(java.util.logging.LogRecord record) { }
                public void flush() { }
                public void close() { throw new IllegalStateException("will not close"); }
            }
            """);
    /** What is thrown is an error, of a type that cannot even be told of. */
    private static final Map<String, byte[]> UNREADABLE = Sources.compile("""
            package r;
            public class Registering extends java.util.logging.Handler implements Runnable, Thread.UncaughtExceptionHandler {
                public void run() {
                    java.util.logging.Logger.getLogger("").addHandler(this);
                    java.util.logging.Logger.getLogger("").addHandler(new Registering());
                    Thread.setDefaultUncaughtExceptionHandler(this);
                }
                public void publish(java.util.logging.LogRecord record) { }
                public void flush() { }
                public void close() { throw new Unreadable(); }
                public void uncaughtException(Thread thread, Throwable thrown) { }
                static class Unreadable extends Error {
                    public String toString() { throw this; }
                }
            }
            """);
    private static final Map<String, byte[]> NOTHING = Sources.compile(
            "package r; public class Registering implements Runnable { public void run() { } }");

    /** The host's own. */
    private static final class HostDriver implements Driver {
        @Override
        public Connection connect(String url, Properties info) {
            return null;
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.equals("jdbc:host");
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return null;
        }
    }

    @TempDir
    Path directory;
    private Loaders loaders;
    private final List<String> problems = new ArrayList<>();

    @BeforeEach
    void open() {
        loaders = new Loaders(directory);
    }

    @AfterEach
    void close() throws IOException {
        loaders.close();
    }

    private PluginClassLoader registering(Map<String, byte[]> code) throws Exception {
        PluginClassLoader loader = loaders.loader("r#1", new Jar().with(code));
        ((Runnable) loader.loadClass("r.Registering").getConstructor().newInstance()).run();
        return loader;
    }

    /** Registers, withdraws, and gives the plugin to the collector. */
    private List<String> withdrawn(Map<String, byte[]> code) throws Exception {
        List<String> withdrawn = new ArrayList<>();
        WeakReference<ClassLoader> loader = withdraw(code, withdrawn);
        Awaitility.await().until(() -> {
            System.gc();
            return loader.get() == null;
        });
        return withdrawn;
    }

    private WeakReference<ClassLoader> withdraw(Map<String, byte[]> code, List<String> withdrawn) throws Exception {
        PluginClassLoader loader = registering(code);
        withdrawn.addAll(loader.withdrawRegistrations(problems));
        return new WeakReference<>(loader);
    }

    @Test
    void jdbcDriver_isWithdrawn_andThoseOfOthersStay() throws Exception {
        HostDriver driver = new HostDriver();
        DriverManager.registerDriver(driver);
        try {
            PluginClassLoader other = registering(DRIVER);
            assertThat(withdrawn(DRIVER)).containsExactly("the JDBC driver r.Registering");
            assertThat(DriverManager.getDriver("jdbc:host")).isSameAs(driver);
            assertThat(other.withdrawRegistrations(problems)).hasSize(1);
            assertThat(other.withdrawRegistrations(problems)).isEmpty();
            assertThat(problems).isEmpty();
        } finally {
            DriverManager.deregisterDriver(driver);
        }
    }

    @Test
    void managedBean_isWithdrawn() throws Exception {
        assertThat(withdrawn(BEAN)).containsExactly("the MBean r:type=R");
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(new ObjectName("r:type=R"))).isFalse();
        assertThat(problems).isEmpty();
    }

    @Test
    void managedBean_isWithdrawn_whenOneOfSomebodyElseGoesMeanwhile() throws Exception {
        MBeanServer server = GoingBeanServers.create(new ObjectName("host:type=Going"));
        try {
            assertThat(withdrawn(BEAN)).containsExactly("the MBean r:type=R", "the MBean r:type=R");
            assertThat(server.isRegistered(new ObjectName("r:type=R"))).isFalse();
            assertThat(problems).isEmpty();
        } finally {
            MBeanServerFactory.releaseMBeanServer(server);
        }
    }

    @Test
    void managedBeans_thatRefuseToGo_areReported_andTheOthersAreWithdrawn() throws Exception {
        assertThatTwoRefuse(STUBBORN, "the MBean r:type=R");
    }

    @Test
    void jdbcDrivers_thatRefuseToGo_areReported_andTheOthersAreWithdrawn() throws Exception {
        assertThatTwoRefuse(DRIVERS, "the JDBC driver r.Registering");
    }

    private void assertThatTwoRefuse(Map<String, byte[]> code, String third) throws Exception {
        PluginClassLoader loader = registering(code);
        assertThat(loader.withdrawRegistrations(problems)).containsExactly(third);
        assertThat(problems).hasSize(2).allMatch(text -> text.startsWith(third))
                .allMatch(text -> text.contains(" cannot be withdrawn: "));
        System.setProperty("r.yields", "true");
        try {
            assertThat(loader.withdrawRegistrations(problems)).hasSize(2);
        } finally {
            System.clearProperty("r.yields");
        }
    }

    @Test
    void logHandler_isWithdrawnAndClosed() throws Exception {
        int before = Logger.getLogger("").getHandlers().length;
        assertThat(withdrawn(HANDLER)).containsExactly("the log handler r.Registering of logger \"\"");
        assertThat(Logger.getLogger("").getHandlers()).hasSize(before);
        assertThat(System.clearProperty("r.closed")).isEqualTo("true");
        assertThat(problems).isEmpty();
    }

    @Test
    void securityProvider_isWithdrawn() throws Exception {
        assertThat(withdrawn(PROVIDER)).containsExactly("the security provider acme-r");
        assertThat(Security.getProvider("acme-r")).isNull();
        assertThat(problems).isEmpty();
    }

    @Test
    void defaultsOfTheJvm_areUnset() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        try {
            assertThat(withdrawn(DEFAULTS)).hasSize(4).allMatch(text -> text.contains("r.Registering"));
            assertThat(CookieHandler.getDefault()).isNull();
            assertThat(Authenticator.getDefault()).isNull();
            assertThat(ResponseCache.getDefault()).isNull();
            assertThat(Thread.getDefaultUncaughtExceptionHandler()).isNull();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void whatFails_isReported_andTheRestGoesOn() throws Exception {
        PluginClassLoader loader = registering(FAILING);
        assertThat(loader.withdrawRegistrations(problems)).hasSize(2);
        assertThat(problems).hasSize(2).allMatch(text -> text.startsWith("the log handler r.Registering of logger \"\""))
                .allMatch(text -> text.contains("will not close"));
        assertThat(loader.withdrawRegistrations(problems)).isEmpty();
    }

    @Test
    void whatFailsWithAnError_isReported_andTheRestGoesOn() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        try {
            PluginClassLoader loader = registering(UNREADABLE);
            List<String> withdrawn = new ArrayList<>();
            // Whatever reports this test could not tell of the error either.
            boolean wentOn = catchThrowable(() -> withdrawn.addAll(loader.withdrawRegistrations(problems))) == null;
            assertThat(wentOn).isTrue();
            assertThat(withdrawn).hasSize(3);
            assertThat(problems).hasSize(2).allMatch(text -> text.endsWith(" cannot be closed: r.Registering$Unreadable"));
            assertThat(Thread.getDefaultUncaughtExceptionHandler()).isNull();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void pluginThatKnowsNoRegistry_isNotLookedFor() throws Exception {
        PluginClassLoader loader = registering(NOTHING);
        assertThat(loader.knows("java.lang.Runnable")).isTrue();
        assertThat(loader.knows("java.sql.Driver")).isFalse();
        assertThat(loader.withdrawRegistrations(problems)).isEmpty();
    }
}
