package dev.hotplug.it.bench.peers;

import dev.hotplug.it.bench.spi.Work;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The classes of a plugin, compiled once and renamed for each plugin: a name of the same length in place of another one
 * leaves a class file sound. All plugins therefore load the same bytes, but for names.
 *
 * <p>20 classes: one that provides the service, one for other plugins, 17 that its constructor needs and one that the
 * first call needs. Besides, an entry class that only Hotplug loads.
 */
final class Template {

    private static final String SELF = "pSELF";
    private static final String ONE = "pDEPA";
    private static final String OTHER = "pDEPB";
    private static final int PARTS = 17;

    private final Map<String, byte[]> classes;

    private Template(Map<String, byte[]> classes) {
        this.classes = classes;
    }

    /** A plugin that uses no other one, or two. */
    static Template compile(boolean graph) throws IOException {
        PluginJar jar = PluginJar.withoutDescriptor().compiledAgainst(Place.of(Work.class)).source(labour(graph))
                .source(late()).source(api(SELF)).source(entry());
        for (int i = 0; i < PARTS; i++) {
            jar = jar.source(part(i));
        }
        if (graph) {
            jar = jar.compiledAgainst(PluginJar.withoutDescriptor().source(api(ONE)).source(api(OTHER)));
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar.bytes()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".class")) {
                    classes.put(entry.getName(), zip.readAllBytes());
                }
            }
        }
        return new Template(classes);
    }

    /** The classes of one plugin, by entry name. */
    Map<String, byte[]> classesOf(String id, String one, String other) {
        Map<String, byte[]> renamed = new LinkedHashMap<>();
        classes.forEach((name, bytes) -> renamed.put(name.replace(SELF, id), rename(bytes, id, one, other)));
        return renamed;
    }

    private static byte[] rename(byte[] bytes, String id, String one, String other) {
        // Latin 1 keeps every byte as it is.
        return new String(bytes, StandardCharsets.ISO_8859_1).replace(SELF, id).replace(ONE, one).replace(OTHER, other)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String labour(boolean graph) {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < PARTS; i++) {
            parts.append("        sum += new Part%02d(sum).weight();\n".formatted(i));
        }
        if (graph) {
            for (String id : new String[] {ONE, OTHER}) {
                parts.append("        sum += new bench.%s.api.Shared(sum).value();\n".formatted(id));
            }
        }
        return """
                package bench.pSELF;

                import bench.pSELF.api.Shared;
                import dev.hotplug.it.bench.spi.Work;

                public final class Labour implements Work {
                    private final int base;
                    private Late late;
                    private volatile boolean ended;

                    public Labour() {
                        int sum = new Shared(1).value();
                %s        base = sum & 0xffff;
                    }

                    @Override public int run(int number) {
                        if (ended) {
                            return ENDED;
                        }
                        Late there = late;
                        if (there == null) {
                            there = new Late(base);
                            late = there;
                        }
                        return there.add(number & 0xffff);
                    }

                    @Override public void end() {
                        ended = true;
                    }
                }
                """.formatted(parts);
    }

    private static String late() {
        return """
                package bench.pSELF;

                final class Late {
                    private final int base;

                    Late(int base) {
                        this.base = base;
                    }

                    int add(int number) {
                        return base + number;
                    }
                }
                """;
    }

    private static String api(String id) {
        return """
                package bench.%s.api;

                public final class Shared {
                    private final int value;

                    public Shared(int value) {
                        this.value = value;
                    }

                    public int value() {
                        return value + 1;
                    }
                }
                """.formatted(id);
    }

    private static String entry() {
        return """
                package bench.pSELF;

                import dev.hotplug.api.Plugin;
                import dev.hotplug.api.PluginContext;
                import dev.hotplug.it.bench.spi.Work;

                public final class Entry implements Plugin {
                    private Labour labour;

                    @Override public void start(PluginContext context) {
                        labour = new Labour();
                        context.export(Work.class, labour);
                    }

                    @Override public void stop() {
                        labour.end();
                    }
                }
                """;
    }

    /** About what a class of an application looks like; only a little of it runs. */
    private static String part(int number) {
        return """
                package bench.pSELF;

                import java.io.IOException;
                import java.io.Reader;
                import java.util.ArrayList;
                import java.util.HashMap;
                import java.util.List;
                import java.util.Map;
                import java.util.function.IntUnaryOperator;

                final class Part%1$02d {
                    private static final int FACTOR = 31 + %1$d;
                    private final Map<String, List<Integer>> places = new HashMap<>();
                    private final int seed;
                    private int lines;

                    Part%1$02d(int seed) {
                        this.seed = seed;
                    }

                    int weight() {
                        int weight = seed;
                        for (int i = 0; i < 8; i++) {
                            weight = weight * FACTOR + i;
                        }
                        return weight;
                    }

                    void read(Reader reader) throws IOException {
                        StringBuilder word = new StringBuilder();
                        for (int next = reader.read(); next >= 0; next = reader.read()) {
                            switch (next) {
                                case '\\n':
                                    lines++;
                                    end(word);
                                    break;
                                case ' ':
                                case '\\t':
                                    end(word);
                                    break;
                                default:
                                    word.append((char) next);
                            }
                        }
                        end(word);
                    }

                    private void end(StringBuilder word) {
                        if (word.length() > 0) {
                            places.computeIfAbsent(word.toString(), key -> new ArrayList<>()).add(lines);
                            word.setLength(0);
                        }
                    }

                    int apply(IntUnaryOperator operator) {
                        try {
                            return operator.applyAsInt(weight());
                        } catch (ArithmeticException e) {
                            throw new IllegalStateException("part %1$d of pSELF, seed " + seed, e);
                        }
                    }

                    @Override public String toString() {
                        return "Part%1$02d[seed=" + seed + ", lines=" + lines + ", words=" + places.size() + "]";
                    }
                }
                """.formatted(number);
    }
}
