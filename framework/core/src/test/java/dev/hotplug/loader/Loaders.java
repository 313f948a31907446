package dev.hotplug.loader;

import dev.hotplug.fixture.Jar;
import dev.hotplug.image.ImageReader;
import dev.hotplug.image.StagedImage;
import dev.hotplug.image.StagingFile;
import dev.hotplug.model.HostClasses;
import dev.hotplug.model.Limits;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Class loaders of plugins that no host knows, and the staged images that they read. */
final class Loaders implements Closeable {

    private final Path directory;
    private final HostClasses host = new HostClasses(Loaders.class.getClassLoader(), Set.of());
    private final List<StagedImage> images = new ArrayList<>();
    /** Weak, because tests look whether they are collected. */
    private final List<WeakReference<PluginClassLoader>> loaders = new ArrayList<>();
    private int made;

    /**
     * @param directory where images and copies of native libraries go
     */
    Loaders(Path directory) {
        this.directory = directory;
    }

    PluginClassLoader loader(String name, Jar jar) {
        return loader(name, stage(jar), Map.of());
    }

    StagedImage stage(Jar jar) {
        try {
            Path file = jar.write(directory.resolve("image-" + made++ + ".jar"));
            StagedImage image = new ImageReader(Limits.DEFAULT).read(file)
                    .stage(new StagingFile(directory.resolve("staged-" + made++)));
            images.add(image);
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PluginClassLoader loader(String name, StagedImage image, Map<String, ClassLoader> imports) {
        try {
            URL source = directory.resolve("plugin.jar").toUri().toURL();
            PluginClassLoader loader = new PluginClassLoader(name, name.replace('#', ' '), image, host, imports, source,
                    directory.resolve("native-" + made++));
            loaders.add(new WeakReference<>(loader));
            return loader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        loaders.stream().map(WeakReference::get).filter(Objects::nonNull)
                .forEach(loader -> loader.retire("the test is over"));
        for (StagedImage image : images) {
            image.close();
        }
    }
}
