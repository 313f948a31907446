package dev.hotplug.it.bench;

import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.link.ApiDigest;
import dev.hotplug.link.Linker;
import dev.hotplug.model.ClassFile;
import dev.hotplug.model.Descriptor;
import dev.hotplug.model.HostClasses;
import dev.hotplug.model.LinkReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Linking a plugin of 20 classes, and defining and initialising these classes, which a load does next. The bytes
 * of both are in memory.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class LinkBenchmark {

    private static final int CLASSES = 20;

    private final HostClasses host = new HostClasses(LinkBenchmark.class.getClassLoader(), Set.of());
    private final Descriptor descriptor = new Descriptor("order", "1.0.0", "", "com.acme.order.Order0", List.of(),
            List.of(), List.of(), List.of(), List.of(), false);
    private final Map<String, byte[]> bytes = new LinkedHashMap<>();
    private List<ClassFile> files;

    /** Compiles the plugin. */
    @Setup
    public void compile() throws IOException {
        PluginJar jar = PluginJar.withoutDescriptor();
        for (int i = 0; i < CLASSES; i++) {
            jar = jar.source(source(i));
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar.bytes()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".class")) {
                    String name = entry.getName().substring(0, entry.getName().length() - ".class".length());
                    bytes.put(name, zip.readAllBytes());
                }
            }
        }
        files = bytes.entrySet().stream().map(e -> new ClassFile("", e.getKey(), e.getValue())).toList();
    }

    /** After the figures are taken, since it would make the first one warm. */
    @TearDown
    public void check() {
        if (files.size() != CLASSES || !link().findings().isEmpty()) {
            throw new IllegalStateException(files.size() + " classes, " + link().findings());
        }
    }

    private static String source(int number) {
        return """
                package com.acme.order;

                import java.util.*;
                import java.util.concurrent.*;
                import java.util.function.*;
                import java.util.stream.*;

                public class Order%1$d implements Comparable<Order%1$d> {
                    private static final Map<String, Order%1$d> KNOWN = new ConcurrentHashMap<>();
                    private final List<String> lines = new ArrayList<>();
                    private final String id;
                    private Order%2$d next;

                    public Order%1$d(String id) {
                        this.id = Objects.requireNonNull(id, "id");
                        KNOWN.putIfAbsent(id, this);
                    }
                    public Order%1$d add(String line) {
                        if (line.isBlank()) {
                            throw new IllegalArgumentException("order " + id + ": no text");
                        }
                        lines.add(line.strip());
                        return this;
                    }
                    public Map<Integer, List<String>> byLength() {
                        return lines.stream().filter(line -> !line.isEmpty())
                                .collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.toList()));
                    }
                    public Optional<String> longest() {
                        return lines.stream().max(Comparator.comparingInt(String::length));
                    }
                    public void forward(Consumer<? super Order%2$d> to) {
                        if (next == null) {
                            next = new Order%2$d(id + "/" + lines.size());
                        }
                        to.accept(next);
                    }
                    @Override
                    public int compareTo(Order%1$d other) {
                        return id.compareTo(other.id);
                    }
                    @Override
                    public String toString() {
                        StringBuilder text = new StringBuilder(id);
                        for (String line : lines) {
                            text.append(System.lineSeparator()).append(" - ").append(line);
                        }
                        return text.toString();
                    }
                }
                """.formatted(number, (number + 1) % CLASSES);
    }

    /** The link check. */
    @Benchmark
    public LinkReport link() {
        return Linker.link(descriptor, files, host, List.of());
    }

    /** The link check, and the digests of a plugin that exports all of its classes. */
    @Benchmark
    public Map<String, String> linkAndDigest() {
        if (!link().findings().isEmpty()) {
            throw new IllegalStateException("sound code has findings");
        }
        return new ApiDigest(bytes::get).ofTypes(bytes.keySet());
    }

    /** What it is to be compared with. */
    @Benchmark
    public Class<?> load() throws ClassNotFoundException {
        Class<?> last = null;
        Loader loader = new Loader(bytes);
        for (ClassFile file : files) {
            last = Class.forName(file.name().replace('/', '.'), true, loader);
        }
        return last;
    }

    private static final class Loader extends ClassLoader {

        private final Map<String, byte[]> bytes;

        Loader(Map<String, byte[]> bytes) {
            super(ClassLoader.getPlatformClassLoader());
            this.bytes = bytes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] file = bytes.get(name.replace('.', '/'));
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, file, 0, file.length);
        }
    }
}
