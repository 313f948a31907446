package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.api.Plugin;
import dev.hotplug.it.fixtures.PluginJar;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A plugin need not be written in Java. */
@ExtendWith(Scenario.class)
class GroovyCompiledIT {

    private static final String SOURCE = """
            package acme.groovy
            import dev.hotplug.api.*
            import java.util.concurrent.Callable
            class Person { String name; int born }
            @PluginDescriptor(id = 'groovy-compiled', version = '1.0.0')
            class GroovyPlugin implements Plugin {
                @Param(description = 'what comes before a name') String greeting = 'Hello'
                void start(PluginContext context) {
                    def people = [new Person(name: 'Grace', born: 1906), new Person(name: 'Ada', born: 1815)]
                    context.export(Callable, { -> people.sort { it.born }.collect { "$greeting, ${it.name}" }
                            .join('; ') } as Callable)
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aPluginCompiledByGroovyLoadsWorksAndUnloads() throws Exception {
        Path[] groovy = RealLibrary.files("groovy-");
        PluginJar jar = RealLibrary.with(compiled(groovy[0]), groovy);
        try (PluginHost host = Scenario.host(folder.resolve("work")).build()) {
            host.load(jar.write(folder.resolve("groovy.jar")));

            assertThat(host.service(Callable.class, "groovy-compiled").call()).hasToString("Hello, Ada; Hello, Grace");
            assertThat(host.unload("groovy-compiled").problems()).isEmpty();
        }
    }

    /** By the compiler in the library, which this class path does not have. */
    private PluginJar compiled(Path groovy) throws Exception {
        Path source = Files.writeString(folder.resolve("GroovyPlugin.groovy"), SOURCE);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Path api = Path.of(Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (URLClassLoader loader = new URLClassLoader(new URL[] {groovy.toUri().toURL()},
                ClassLoader.getPlatformClassLoader())) {
            String[] arguments = {"-cp", api.toString(), "-d", classes.toString(), source.toString()};
            loader.loadClass("org.codehaus.groovy.tools.FileSystemCompiler")
                    .getMethod("commandLineCompile", String[].class).invoke(null, (Object) arguments);
        }
        PluginJar jar = PluginJar.annotated();
        for (Path file : files(classes)) {
            jar = jar.file(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
        return jar;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
