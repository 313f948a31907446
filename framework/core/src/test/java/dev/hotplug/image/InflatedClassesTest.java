package dev.hotplug.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.fixture.Jar;
import dev.hotplug.model.ClassFile;
import dev.hotplug.model.Limits;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InflatedClassesTest {

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path directory;

    private final InflatedClasses classes = new InflatedClasses();

    @Test
    void keep_asMuchAsFits() {
        for (String name : new String[] {"a", "b", "c"}) {
            classes.keep(name, new byte[MEGABYTE]);
        }
        assertThat(classes.find("a")).isNotNull();
        assertThat(classes.find("c")).isNull();
        assertThat(classes.size()).isEqualTo(2 * MEGABYTE);
    }

    @Test
    void take_makesRoom() {
        classes.keep("a", new byte[2 * MEGABYTE]);
        assertThat(classes.take("a")).hasSize(2 * MEGABYTE);
        assertThat(classes.take("a")).isNull();
        classes.keep("b", new byte[2 * MEGABYTE]);
        assertThat(classes.find("b")).isNotNull();
    }

    @Test
    void keep_twice_countsOnce() {
        classes.keep("a", new byte[7]);
        classes.keep("a", new byte[7]);
        assertThat(classes.size()).isEqualTo(7);
        classes.forget();
        assertThat(classes.size()).isZero();
        assertThat(classes.find("a")).isNull();
    }

    @Test
    void aClass_isInflatedOnceUntilItIsDefined() throws IOException {
        byte[] content = "class".repeat(9).getBytes();
        Image image = new ImageReader(Limits.DEFAULT).read(new Jar().with("p/A.class", content)
                .with("lib/x.jar", new Jar().with("p/B.class", content).bytes()).write(directory.resolve("a.jar")));
        byte[] scanned = image.ownClasses().iterator().next().bytes();
        for (ClassFile file : image.classes()) {
            assertThat(file.bytes() == scanned).isEqualTo(file.isOwn());
        }
        assertThat(image.inflatedSize()).isEqualTo(content.length);
        StagingFile file = new StagingFile(directory.resolve("staged"));
        try (StagedImage staged = image.stage(file)) {
            assertThat(staged.find("p/A.class").read()).isSameAs(scanned);
            assertThat(staged.find("p/A.class").read()).isNotSameAs(scanned).isEqualTo(content);
        } finally {
            file.close();
        }
    }

    @Test
    void forgetBytes_forgetsWhatIsInflatedToo() throws IOException {
        Image image = new ImageReader(Limits.DEFAULT).read(new Jar().with("p/A.class", new byte[99])
                .write(directory.resolve("a.jar")));
        image.ownClasses().iterator().next();
        StagingFile file = new StagingFile(directory.resolve("staged"));
        try (StagedImage staged = image.stage(file)) {
            staged.forgetBytes();
            assertThat(image.inflatedSize()).isZero();
            assertThat(staged.find("p/A.class").read()).hasSize(99);
        } finally {
            file.close();
        }
    }
}
