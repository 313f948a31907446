package dev.hotplug.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hotplug.api.Plugin;
import dev.hotplug.fixture.Jar;
import dev.hotplug.fixture.Sources;
import dev.hotplug.image.ImageReader;
import dev.hotplug.image.StagedImage;
import dev.hotplug.image.StagingFile;
import dev.hotplug.model.HostClasses;
import dev.hotplug.model.Limits;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class PluginClassLoaderTest {

    private static final Map<String, byte[]> TEXT = Sources.compile(
            "package com.acme.text; public class Texts { public static String up(String s) { return s.toUpperCase(); } }",
            "package com.acme.text.internal; public class Secret { }");
    private static final Map<String, byte[]> LIB = Sources.compile(
            "package org.lib; public class Lib implements Runnable { public void run() { } }");
    private static final Map<String, byte[]> GREETER = Sources.compile(join(TEXT, LIB),
            "package com.acme; public class Greeter implements java.util.function.Supplier<String> { public String get() { return com.acme.text.Texts.up(\"hi\") + new org.lib.Lib().getClass().getSimpleName(); } }",
            "package com.acme; public class Late { }",
            "package com.acme; public class Slow { static int value = Integer.parseInt(\"1\"); }",
            "package com.acme; public class Lookup implements java.util.concurrent.Callable<Object> { public Object call() throws Exception { "
                    + "java.util.List<Object> all = new java.util.ArrayList<>(); java.util.ServiceLoader.load(Runnable.class, Lookup.class.getClassLoader()).forEach(all::add); return all; } }");

    @TempDir
    Path directory;

    private final HostClasses host = new HostClasses(PluginClassLoaderTest.class.getClassLoader(), Set.of("org.slf4j"));
    private final List<StagedImage> staged = new ArrayList<>();
    private final PluginClassLoader text = loader("text#1", "text 1.2.0", new Jar().with(TEXT)
            .with("com/acme/text/t.txt", "of text"), Map.of());
    private PluginClassLoader greeter;

    @TempDir
    static Path images;

    private static Map<String, byte[]> join(Map<String, byte[]> one, Map<String, byte[]> two) {
        Map<String, byte[]> all = new java.util.TreeMap<>(one);
        all.putAll(two);
        return all;
    }

    private PluginClassLoader loader(String name, String label, Jar jar, Map<String, ClassLoader> imports) {
        try {
            Path file = jar.write(images.resolve(java.util.UUID.randomUUID() + ".jar"));
            StagedImage image = new ImageReader(Limits.DEFAULT).read(file)
                    .stage(new StagingFile(images.resolve(java.util.UUID.randomUUID().toString())));
            staged.add(image);
            return new PluginClassLoader(name, label, image, host, imports, file.toUri().toURL(),
                    images.resolve(java.util.UUID.randomUUID().toString()));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Jar jar() {
        byte[] one = new Jar().manifest("Implementation-Version: 7", "Implementation-Title: one").with(LIB)
                .with("META-INF/services/java.lang.Runnable", "org.lib.Lib").with("r.txt", "one")
                        .with("org/lib/l b.txt", "nested").bytes();
        byte[] two = new Jar().with("r.txt", "two").bytes();
        return new Jar().manifest("Implementation-Version: 1.4.0", "", "Name: com/acme/",
                "Specification-Title: Greeting").with(GREETER)
                .with("lib/1.jar", one).withStored("lib/2.jar", two).with("r.txt", "own")
                        .with("com/acme/#a%b ?\u00fc.txt", "odd")
                .with("com/acme/messages.properties", "k=v").with("dir/", "").with("dir/x.txt", "in dir")
                .with("com/acme/text/mine.txt", "beside an import");
    }

    private PluginClassLoader greeter() {
        if (greeter == null) {
            greeter = loader("greeter#7", "greeter 1.4.0", jar(), Map.of("com.acme.text", text));
        }
        return greeter;
    }

    @AfterEach
    void close() throws IOException {
        text.retire("the test is over");
        if (greeter != null) {
            greeter.retire("the test is over");
        }
        for (StagedImage image : staged) {
            image.close();
        }
    }

    private static String read(URL url) throws IOException {
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Object make(ClassLoader loader, String name) throws ReflectiveOperationException {
        return loader.loadClass(name).getConstructor().newInstance();
    }

    @Test
    void loadClass_ownImportedLibraryHostAndJdk_comeFromTheirOwners() throws Exception {
        assertThat(((java.util.function.Supplier<?>) make(greeter(), "com.acme.Greeter")).get()).isEqualTo("HILib");
        assertThat(greeter().loadClass("com.acme.text.Texts").getClassLoader()).isSameAs(text);
        assertThat(greeter().loadClass("org.lib.Lib").getClassLoader()).isSameAs(greeter());
        assertThat(greeter().loadClass("dev.hotplug.api.Plugin")).isSameAs(Plugin.class);
        assertThat(greeter().loadClass("org.slf4j.Logger")).isSameAs(org.slf4j.Logger.class);
        assertThat(greeter().loadClass("java.sql.Connection").getClassLoader())
                .isEqualTo(ClassLoader.getPlatformClassLoader());
        assertThat(greeter().getName()).isEqualTo("greeter#7");
        assertThat(greeter().getParent()).isSameAs(ClassLoader.getPlatformClassLoader());
        assertThat(greeter().isRegisteredAsParallelCapable()).isTrue();
    }

    @Test
    void loadClass_whatIsNotVisible_isNotFoundAndSaysWhy() {
        for (String name : List.of("com.acme.No", "com.acme.text.internal.Secret",
                "org.assertj.core.api.Assertions", "com.acme.text.No",
                "com/acme/Greeter", "No", "", ".", "java.util.No", "[Lcom.acme.Greeter;")) {
            assertThatThrownBy(() -> greeter().loadClass(name)).as(name).isInstanceOf(ClassNotFoundException.class);
        }
        assertThatThrownBy(() -> greeter().loadClass("org.x.No"))
                .hasMessageStartingWith("org.x.No: not in greeter 1.4.0");
    }

    @Test
    void loadClass_namesThatAreNotThere_areNotKept() throws Exception {
        // The JDK's table of locks keeps the very String that it was asked with, as another loader shows.
        ClassLoader keeping = new URLClassLoader(new URL[0]);
        WeakReference<String> kept = ask(keeping, "com.acme.No");
        List<WeakReference<String>> names = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            names.add(ask(greeter(), "com.acme.No" + i));
            names.add(ask(greeter(), "No" + i));
        }
        names.add(ask(greeter(), "com.acme.Late"));
        Awaitility.await().until(() -> {
            System.gc();
            return names.stream().allMatch(name -> name.get() == null);
        });
        assertThat(kept.get()).isNotNull();
        assertThat(keeping).isNotNull();
    }

    private static WeakReference<String> ask(ClassLoader loader, String text) {
        String name = new String(text.toCharArray());
        try {
            loader.loadClass(name);
        } catch (ClassNotFoundException missing) {
            assertThat(text).contains("No");
        }
        return new WeakReference<>(name);
    }

    @Test
    void loadClass_circularHierarchyFromTwoEnds_endsInAnError() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 50; round++) {
                PluginClassLoader loader = loader("x#1", "x 1.0.0",
                        new Jar().with("a/A.class", circular("a/A", "a/B"))
                                .with("a/B.class", circular("a/B", "a/A")), Map.of());
                CyclicBarrier barrier = new CyclicBarrier(2);
                List<Future<Throwable>> ends = new ArrayList<>();
                for (String name : List.of("a.A", "a.B")) {
                    ends.add(threads.submit(() -> {
                        barrier.await();
                        return catchThrowable(() -> loader.loadClass(name));
                    }));
                }
                for (Future<Throwable> end : ends) {
                    assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(LinkageError.class);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] circular(String name, String superName) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, superName, null);
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void loadClass_manyThreads_defineOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                greeter = null;
                PluginClassLoader loader = greeter();
                CyclicBarrier barrier = new CyclicBarrier(4);
                List<Future<Class<?>>> futures = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    futures.add(threads.submit((Callable<Class<?>>) () -> {
                        barrier.await();
                        return loader.loadClass("com.acme.Greeter");
                    }));
                }
                Class<?> first = futures.get(0).get();
                for (Future<Class<?>> future : futures) {
                    assertThat(future.get() == first).isTrue();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void definedClass_hasPackage() throws Exception {
        Class<?> own = greeter().loadClass("com.acme.Greeter");
        assertThat(own.getProtectionDomain().getCodeSource().getLocation().getProtocol()).isEqualTo("file");
        assertThat(own.getProtectionDomain().getClassLoader()).as("kept by threads, up to Java 23").isNull();
        assertThat(own.getPackage().getImplementationVersion()).isEqualTo("1.4.0");
        assertThat(own.getPackage().getSpecificationTitle()).isEqualTo("Greeting");
        assertThat(own.getPackage().isSealed()).isFalse();
        Class<?> nested = greeter().loadClass("org.lib.Lib");
        assertThat(nested.getPackage().getImplementationTitle()).isEqualTo("one");
        assertThat(nested.getPackage().getImplementationVersion()).isEqualTo("7");
    }

    @Test
    void definedClass_inSealedPackageOfAnotherLibrary_isRefused() throws Exception {
        Map<String, byte[]> split = Sources.compile("package s; public class One { }",
                "package s; public class Two { }");
        byte[] one = new Jar().manifest("Sealed: true").with("s/One.class", split.get("s/One.class")).bytes();
        byte[] two = new Jar().with("s/Two.class", split.get("s/Two.class")).bytes();
        PluginClassLoader loader = loader("x#1", "x 1.0.0", new Jar().with("lib/1.jar", one)
                .with("lib/2.jar", two), Map.of());
        assertThat(loader.loadClass("s.One").getPackage().isSealed()).isTrue();
        assertThatThrownBy(() -> loader.loadClass("s.Two")).isInstanceOf(SecurityException.class)
                .hasMessageContaining("sealed");
        PluginClassLoader other = loader("x#2", "x 1.0.0", new Jar().with("lib/1.jar", one).with("lib/2.jar", two),
                Map.of());
        other.loadClass("s.Two");
        assertThatThrownBy(() -> other.loadClass("s.One")).isInstanceOf(SecurityException.class);
    }

    @Test
    void serviceLoader_findsProvidersInLibraries() throws Exception {
        assertThat((List<?>) ((Callable<?>) make(greeter(), "com.acme.Lookup")).call()).singleElement()
                .satisfies(o -> assertThat(o.getClass().getName()).isEqualTo("org.lib.Lib"));
    }

    @Test
    void getResource_ownAndNested_areReadThroughTheirUrls() throws Exception {
        assertThat(read(greeter().getResource("r.txt"))).isEqualTo("own");
        List<String> all = new ArrayList<>();
        for (URL url : Collections.list(greeter().getResources("r.txt"))) {
            all.add(url + "=" + read(url));
        }
        assertThat(all).containsExactly("hotplug://greeter/7!/r.txt=own", "hotplug://greeter/7!/lib/1.jar!/r.txt=one",
                "hotplug://greeter/7!/lib/2.jar!/r.txt=two");
        URL odd = greeter().getResource("com/acme/#a%b ?\u00fc.txt");
        assertThat(read(odd)).isEqualTo("odd");
        assertThat(odd.toURI().getPath()).endsWith("/com/acme/#a%b ?\u00fc.txt");
        assertThat(read(greeter().getResource("org/lib/l b.txt"))).isEqualTo("nested");
        assertThat(odd.openConnection().getContentLengthLong()).isEqualTo(3);
        assertThat(odd).isEqualTo(greeter().getResource("com/acme/#a%b ?\u00fc.txt"))
                .hasSameHashCodeAs(greeter().getResource("com/acme/#a%b ?\u00fc.txt"));
        assertThat(read(new URL(greeter().getResource("dir/x.txt"), "../r.txt"))).isEqualTo("own");
        assertThatThrownBy(() -> read(new URL(odd, "no.txt"))).isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("no.txt");
        assertThatThrownBy(() -> read(new URL(odd, "/etc/passwd"))).isInstanceOf(FileNotFoundException.class);
        assertThat(greeter().getResource("dir")).isNotNull();
        assertThat(greeter().getResource("no")).isNull();
        assertThat(greeter().getResource("")).isNull();
        assertThat(Collections.list(greeter().getResources("no"))).isEmpty();
    }

    @Test
    void getResource_nameWithUnderscore_works() throws Exception {
        PluginClassLoader loader = loader("my_plugin-#3", "my_plugin- 1.0.0", new Jar().with("a.txt", "a"), Map.of());
        assertThat(read(loader.getResource("a.txt"))).isEqualTo("a");
        assertThat(loader.getResource("a.txt").toURI().toString()).isEqualTo("hotplug://my_plugin-/3!/a.txt");
    }

    @Test
    void getResource_ofProvidedPackages_comesFromTheProviderFirst() throws Exception {
        assertThat(greeter().getResource("java/lang/Object.class").getProtocol()).isEqualTo("jrt");
        assertThat(greeter().getResource("dev/hotplug/api/Plugin.class"))
                .isEqualTo(Plugin.class.getResource("Plugin.class"));
        assertThat(read(greeter().getResource("com/acme/text/t.txt"))).isEqualTo("of text");
        assertThat(greeter().getResource("com/acme/text/t.txt").getHost()).isEqualTo("text");
        assertThat(read(greeter().getResource("com/acme/text/mine.txt"))).isEqualTo("beside an import");
        assertThat(greeter().getResource("com/acme/text/internal/Secret.class")).isNull();
        assertThat(greeter().getResource("org/objectweb/asm/ClassReader.class")).isNull();
    }

    @Test
    void getResourceAsStream_readsWithoutUrl() throws Exception {
        try (InputStream in = greeter().loadClass("com.acme.Greeter").getResourceAsStream("messages.properties")) {
            assertThat(in).hasContent("k=v");
        }
        assertThat(greeter().getResourceAsStream("no")).isNull();
        assertThat(ResourceBundle.getBundle("com.acme.messages", java.util.Locale.ROOT, greeter()).getString("k"))
                .isEqualTo("v");
    }

    @Test
    void retire_refusesWhatIsNew_keepsWhatIsThere() throws Exception {
        Class<?> defined = greeter().loadClass("com.acme.Greeter");
        URL url = greeter().getResource("r.txt");
        staged.get(1).close();
        assertThatThrownBy(() -> greeter().loadClass("com.acme.Slow")).isInstanceOf(ClassNotFoundException.class)
                .hasMessageStartingWith("com.acme.Slow: cannot be read from greeter 1.4.0")
                        .hasCauseInstanceOf(IOException.class);
        String message = "greeter 1.4.0 #7 was unloaded at 12:00";
        greeter().retire(message);
        assertThat(greeter().loadClass("com.acme.Greeter")).isSameAs(defined);
        assertThat(greeter().loadClass("java.util.zip.ZipFile")).isNotNull();
        assertThatThrownBy(() -> greeter().loadClass("com.acme.Late")).isInstanceOf(ClassNotFoundException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> greeter().loadClass("com.acme.No")).isInstanceOf(ClassNotFoundException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> read(url)).isInstanceOf(IOException.class).hasMessage(message);
        assertThatThrownBy(() -> greeter().getResourceAsStream("r.txt").readAllBytes())
                .isInstanceOf(IOException.class).hasMessage(message);
        assertThat(greeter().getResourceAsStream("no")).isNull();
    }

    @Test
    void loader_dropped_isCollectedAlthoughAUrlIsKept() throws Exception {
        URL url = greeter().getResource("org/lib/l b.txt");
        read(url);
        ((Callable<?>) make(greeter(), "com.acme.Lookup")).call();
        make(greeter(), "com.acme.Greeter");
        ResourceBundle.getBundle("com.acme.messages", java.util.Locale.ROOT, greeter());
        WeakReference<ClassLoader> loader = new WeakReference<>(greeter());
        greeter = null;
        Awaitility.await().until(() -> {
            System.gc();
            ResourceBundle.clearCache();
            return loader.get() == null;
        });
        assertThat(read(url)).isEqualTo("nested");
    }

    @Test
    void loadClass_malformed_isAClassFormatError() {
        PluginClassLoader loader = loader("x#1", "x 1.0.0", new Jar().with("a/A.class", "rubbish"), Map.of());
        assertThatThrownBy(() -> loader.loadClass("a.A")).isInstanceOf(ClassFormatError.class);
        assertThatThrownBy(() -> loader.loadClass("a.A")).isInstanceOf(ClassFormatError.class);
    }
}
