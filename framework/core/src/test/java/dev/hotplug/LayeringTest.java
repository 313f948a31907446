package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** Reads the class files of the core and holds them against the table of who may import whom. */
class LayeringTest {

    private static final String ROOT = "dev.hotplug";
    private static final Path CLASSES = Path.of("target", "classes");

    /** Own packages, by what follows {@code dev.hotplug}, that each package may use beside itself and the API. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.of(
            "", Set.of("image", "index", "link", "loader", "lifecycle", "symbol", "rcu", "model"),
            "image", Set.of("rcu", "model"),
            "index", Set.of("model"),
            "link", Set.of("model"),
            "loader", Set.of("model"),
            "lifecycle", Set.of("image", "index", "link", "loader", "symbol", "rcu", "model"),
            "symbol", Set.of("rcu", "model"),
            "rcu", Set.of(),
            "model", Set.of());

    /** Who alone may use a library, by the prefix of its packages. */
    private static final Map<String, Set<String>> ONLY_IMPORTERS = Map.of(
            "org.objectweb.asm", Set.of("image", "link"),
            "org.semver4j", Set.of("model"),
            "org.slf4j", Set.of("", "image", "index", "link", "loader", "lifecycle", "symbol"),
            "jdk.jfr", Set.of(),
            "java.lang.management", Set.of());

    @Test
    void packages_importWhatTheTableAllows() throws IOException {
        List<String> offences = new ArrayList<>();
        uses().forEach((user, used) -> used.forEach(type -> {
            String from = layer(packageOf(user));
            String to = packageOf(type);
            if (to.equals(ROOT + ".api")) {
                if (from.equals("rcu")) {
                    offences.add(user + " -> " + type);
                }
            } else if (to.equals(ROOT) || to.startsWith(ROOT + ".")) {
                String target = layer(to);
                if (!target.equals(from) && !MAY_IMPORT.get(from).contains(target)) {
                    offences.add(user + " -> " + type);
                }
            }
        }));
        assertThat(offences).isEmpty();
    }

    @Test
    void libraries_areUsedWhereTheTableAllows() throws IOException {
        List<String> offences = new ArrayList<>();
        uses().forEach((user, used) -> used.forEach(type -> ONLY_IMPORTERS.forEach((library, importers) -> {
            if (type.startsWith(library + ".") && !importers.contains(layer(packageOf(user)))) {
                offences.add(user + " -> " + type);
            }
        })));
        assertThat(offences).isEmpty();
    }

    @Test
    void asm_reads() throws IOException {
        assertThat(uses().values()).noneMatch(used -> used.contains("org.objectweb.asm.ClassWriter"));
    }

    @Test
    void rcu_importsThePlatformOnly() throws IOException {
        Set<String> foreign = new TreeSet<>();
        uses().forEach((user, used) -> {
            if (layer(packageOf(user)).equals("rcu")) {
                used.stream().filter(type -> !type.startsWith("java.") && !packageOf(type).equals(ROOT + ".rcu"))
                        .forEach(foreign::add);
            }
        });
        assertThat(foreign).isEmpty();
    }

    @Test
    void nobodyWritesToTheStandardStreams() throws IOException {
        List<String> offences = new ArrayList<>();
        for (Path file : classFiles()) {
            new ClassReader(Files.readAllBytes(file)).accept(new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(int access, String name, String descriptor,
                                                                   String signature, String[] exceptions) {
                    return new MethodVisitor(Opcodes.ASM9) {
                        @Override
                        public void visitFieldInsn(int opcode, String owner, String field, String type) {
                            if (owner.equals("java/lang/System") && Set.of("out", "err").contains(field)) {
                                offences.add(file + "." + name);
                            }
                        }
                    };
                }
            }, 0);
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void packages_haveNoCycle() throws IOException {
        Map<String, Set<String>> graph = new TreeMap<>();
        uses().forEach((user, used) -> used.stream().map(LayeringTest::packageOf)
                .filter(to -> to.equals(ROOT) || to.startsWith(ROOT + "."))
                .filter(to -> !to.equals(packageOf(user)))
                .forEach(to -> graph.computeIfAbsent(packageOf(user), any -> new TreeSet<>()).add(to)));
        Set<String> left = new TreeSet<>(graph.keySet());
        while (left.removeIf(name -> graph.get(name).stream().noneMatch(left::contains))) {
            // Peels off, round by round, what uses nothing that is left.
        }
        assertThat(left).as("packages in a cycle").isEmpty();
    }

    @Test
    void theTable_knowsEveryPackage() throws IOException {
        Set<String> layers = new TreeSet<>();
        uses().keySet().forEach(user -> layers.add(layer(packageOf(user))));
        assertThat(layers).containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
    }

    private static Map<String, Set<String>> uses() throws IOException {
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        for (Path file : classFiles()) {
            ClassReader reader = new ClassReader(Files.readAllBytes(file));
            Set<String> used = new TreeSet<>();
            // A remapper is shown every name that a class file mentions.
            reader.accept(new ClassRemapper(null, new Remapper(Opcodes.ASM9) {
                @Override
                public String map(String internalName) {
                    used.add(Type.getObjectType(internalName).getClassName());
                    return internalName;
                }
            }), 0);
            uses.put(Type.getObjectType(reader.getClassName()).getClassName(), used);
        }
        assertThat(uses).hasSizeGreaterThan(50);
        return uses;
    }

    private static List<Path> classFiles() {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String packageOf(String type) {
        int dot = type.lastIndexOf('.');
        return dot < 0 ? "" : type.substring(0, dot);
    }

    private static String layer(String packageName) {
        return packageName.equals(ROOT) ? "" : packageName.substring(ROOT.length() + 1);
    }
}
