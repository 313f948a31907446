package dev.hotplug.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.fixture.Jar;
import dev.hotplug.fixture.Sources;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a class of a plugin sees of itself and of the JVM. */
class DefinedClassTest {

    private static final Map<String, byte[]> OWN = Sources.compile("""
            package own;
            public class Own implements java.util.concurrent.Callable<Object> {
                public Object call() throws Exception {
                    return javax.xml.parsers.DocumentBuilderFactory.newInstance();
                }
                public static void hire(java.util.concurrent.Executor pool) {
                    pool.execute(System::nanoTime);
                }
            }
            """);
    private static final Map<String, byte[]> NESTED = Sources.compile("""
            package nested;
            public class Parsers extends javax.xml.parsers.DocumentBuilderFactory {
                public javax.xml.parsers.DocumentBuilder newDocumentBuilder() { return null; }
                public void setAttribute(String name, Object value) { }
                public Object getAttribute(String name) { return null; }
                public void setFeature(String name, boolean value) { }
                public boolean getFeature(String name) { return false; }
            }
            """);

    @TempDir
    Path directory;
    private Loaders loaders;

    @BeforeEach
    void open() {
        loaders = new Loaders(directory);
    }

    @AfterEach
    void close() throws IOException {
        loaders.close();
    }

    private static Jar jar() {
        return new Jar().with(OWN).with("lib/parsers.jar", new Jar().with(NESTED)
                .with("META-INF/services/javax.xml.parsers.DocumentBuilderFactory", "nested.Parsers").bytes());
    }

    @Test
    void codeSource_isTheJarOrTheLibraryInIt() throws Exception {
        PluginClassLoader loader = loaders.loader("own#1", jar());
        URL own = loader.loadClass("own.Own").getProtectionDomain().getCodeSource().getLocation();
        assertThat(own).isEqualTo(directory.resolve("plugin.jar").toUri().toURL());
        URL nested = loader.loadClass("nested.Parsers").getProtectionDomain().getCodeSource().getLocation();
        assertThat(nested).hasToString("hotplug://own/1!/lib/parsers.jar");
        try (JarInputStream in = new JarInputStream(nested.openStream())) {
            assertThat(in.getNextJarEntry().getName()).startsWith("nested/");
        }
    }

    @Test
    void package_ofAJarWhoseManifestSaysNothingOfPackages_isThereWithoutAttributes() throws Exception {
        PluginClassLoader loader = loaders.loader("own#1", new Jar().manifest("Built-By: nobody").with(OWN));
        Class<?> own = loader.loadClass("own.Own");
        assertThat(own.getPackage()).isSameAs(loader.getDefinedPackage("own"));
        assertThat(own.getPackage().getName()).isEqualTo("own");
        assertThat(own.getPackage().getImplementationVersion()).isNull();
        assertThat(own.getPackage().isSealed()).isFalse();
    }

    @Test
    void module_isTheLoadersUnnamedOne() throws Exception {
        PluginClassLoader loader = loaders.loader("own#1", jar());
        Module module = loader.loadClass("own.Own").getModule();
        assertThat(module).isSameAs(loader.getUnnamedModule()).isSameAs(loader.loadClass("nested.Parsers").getModule());
        assertThat(module.isNamed()).isFalse();
    }

    @Test
    void assertions_areOnWhereTheLoaderSaysSo() throws Exception {
        PluginClassLoader loader = loaders.loader("own#1", jar());
        loader.setDefaultAssertionStatus(false);
        loader.setPackageAssertionStatus("nested", true);
        assertThat(loader.loadClass("own.Own").desiredAssertionStatus()).isFalse();
        assertThat(loader.loadClass("nested.Parsers").desiredAssertionStatus()).isTrue();
    }

    @Test
    void multiReleaseJars_nestedOnesToo_giveTheNewestThatRunsHere() throws Exception {
        String source = "package m; public class M { public String v() { return \"%s\"; } }";
        Map<String, byte[]> old = Sources.compile(source.formatted("old"));
        Map<String, byte[]> recent = Sources.compile(source.formatted("new"));
        Jar library = new Jar().manifest("Multi-Release: true").with(old).with("m/r.txt", "old")
                .with("META-INF/versions/11/m/M.class", recent.get("m/M.class"))
                .with("META-INF/versions/11/m/r.txt", "new").with("META-INF/versions/999/m/M.class", "too new");
        for (Jar jar : new Jar[] {library, new Jar().with("lib/m.jar", library.bytes())}) {
            PluginClassLoader loader = loaders.loader("m#1", jar);
            Object object = loader.loadClass("m.M").getConstructor().newInstance();
            assertThat(object.getClass().getMethod("v").invoke(object)).isEqualTo("new");
            assertThat(loader.getResourceAsStream("m/r.txt")).hasContent("new");
        }
        PluginClassLoader plain = loaders.loader("m#2", new Jar().with(old)
                .with("META-INF/versions/11/m/M.class", recent.get("m/M.class")));
        Object object = plain.loadClass("m.M").getConstructor().newInstance();
        assertThat(object.getClass().getMethod("v").invoke(object)).isEqualTo("old");
    }

    @Test
    void contextClassLoader_letsTheJdkFindThePluginsOwnProvider() throws Exception {
        assertThat(parsersSeenBy(loaders.loader("own#1", jar()))).isEqualTo("nested.Parsers");
        assertThat(parsersSeenBy(loaders.loader("own#2", new Jar().with(OWN)))).startsWith("com.sun.org.apache");
    }

    private static String parsersSeenBy(PluginClassLoader loader) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Callable<?> own = (Callable<?>) loader.loadClass("own.Own").getConstructor().newInstance();
            return own.call().getClass().getName();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void threadOfAHostsPool_madeWhileThePluginCalls_doesNotKeepThePlugin() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            WeakReference<ClassLoader> plugin = hire(pool);
            Awaitility.await().until(() -> {
                System.gc();
                return plugin.get() == null;
            });
            pool.submit(() -> { }).get(30, TimeUnit.SECONDS);
        } finally {
            pool.shutdownNow();
        }
    }

    private WeakReference<ClassLoader> hire(Executor pool) throws Exception {
        PluginClassLoader loader = loaders.loader("own#1", jar());
        Method hire = loader.loadClass("own.Own").getMethod("hire", Executor.class);
        hire.invoke(null, pool);
        loader.retire("it left");
        return new WeakReference<>(loader);
    }
}
