package dev.hotplug.it.bench.peers;

import dev.hotplug.it.bench.contender.Plug;
import dev.hotplug.it.bench.peers.Trial.Jars;
import dev.hotplug.it.bench.spi.Work;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the JARs of a trial. Each carries what any of the contenders wants to read in it. */
final class PlugFolder {

    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Path parent;

    PlugFolder(Path parent) {
        this.parent = parent;
    }

    /** A directory with the JARs and nothing else; written again each time. */
    Path write(Jars jars) throws IOException {
        Path folder = parent.resolve((jars.graph() ? "graph-" : "independent-") + jars.count() + "-" + jars.ballast());
        Folders.delete(folder);
        Files.createDirectories(folder);
        Template alone = Template.compile(false);
        Template using = jars.graph() ? Template.compile(true) : alone;
        byte[] ballast = new byte[jars.ballast()];
        new Random(1).nextBytes(ballast);
        for (Plug plug : Plug.first(folder, jars.count(), jars.graph())) {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            entries.put("META-INF/services/" + Work.class.getName(), line(plug.serviceClass()));
            entries.put("META-INF/extensions.idx", line(plug.serviceClass()));
            List<String> requires = plug.requires();
            entries.putAll(requires.isEmpty() ? alone.classesOf(plug.id(), "", "")
                    : using.classesOf(plug.id(), requires.get(0), requires.get(1)));
            if (ballast.length > 0) {
                entries.put("ballast.bin", ballast);
            }
            write(plug, entries);
        }
        return folder;
    }

    private static void write(Plug plug, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(plug.jar()); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(entry(JarFile.MANIFEST_NAME));
            manifest(plug).write(zip);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(entry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(EPOCH);
        return entry;
    }

    private static Manifest manifest(Plug plug) {
        String id = plug.id();
        List<String> requires = plug.requires();
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Plugin-Id", id);
        main.putValue("Plugin-Version", "1.0.0");
        main.putValue("Plugin-Class", "bench." + id + ".Entry");
        main.putValue("Plugin-Exports", Plug.apiPackage(id));
        main.putValue("Automatic-Module-Name", "bench." + id);
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "bench." + id);
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Export-Package", Plug.apiPackage(id));
        StringBuilder imports = new StringBuilder(Work.class.getPackageName());
        requires.forEach(required -> imports.append(',').append(Plug.apiPackage(required)));
        main.putValue("Import-Package", imports.toString());
        if (!requires.isEmpty()) {
            main.putValue("Plugin-Requires", String.join("; ", requires));
            main.putValue("Pf4j-Dependencies", String.join(", ", requires));
        }
        return manifest;
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
