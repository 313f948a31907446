package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.hotplug.fixture.Jar;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class files whose attributes lead back to where they began: who trusts their lengths goes round for minutes. */
class HostileClassesTest {

    /** A watchdog's: who goes round once for each class needs longer, who looks at the lengths a thousandth of it. */
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final int CLASSES = 8;
    private static final String[] MANIFEST = {"Plugin-Id: a", "Plugin-Version: 1.0.0", "Plugin-Class: p.P"};

    @TempDir
    private Path directory;

    /** Each of its 65,535 fields has as many attributes of length -6, which is the length of their header. */
    private static byte[] circling(String name, String... texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0xCAFEBABE);
            out.writeInt(61);
            out.writeShort(texts.length + 6);
            out.writeByte(1);
            out.writeUTF(name);
            out.writeByte(7);
            out.writeShort(1);
            out.writeByte(1);
            out.writeUTF("java/lang/Object");
            out.writeByte(7);
            out.writeShort(3);
            // Whoever sees an invokedynamic looks for bootstrap methods.
            out.writeByte(18);
            out.writeInt(0);
            for (String text : texts) {
                out.writeByte(1);
                out.writeUTF(text);
            }
            out.writeShort(1);
            out.writeShort(2);
            out.writeShort(4);
            out.writeShort(0);
            out.writeShort(0xFFFF);
            for (int i = 0; i < 65_536; i++) {
                out.writeLong(0x0000_FFFF_FFFA_FFFFL);
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private Path jar(String packageName, String[] manifest, String... texts) {
        Jar jar = new Jar().manifest(manifest).with("p/P.class", plugin());
        for (int i = 0; i < CLASSES; i++) {
            jar.with(packageName + "/C" + i + ".class", circling(packageName + "/C" + i, texts));
        }
        return jar.write(directory.resolve("a.jar"));
    }

    private static byte[] plugin() {
        return dev.hotplug.fixture.Sources.compile("package p; public class P implements dev.hotplug.api.Plugin { "
                + "public void start(dev.hotplug.api.PluginContext c) { } }").get("p/P.class");
    }

    @Test
    void describe_ofExportedClassesThatCircle_ends() {
        String[] manifest = java.util.Arrays.copyOf(MANIFEST, 4);
        manifest[3] = "Plugin-Exports: q";
        Path jar = jar("q", manifest);
        try (PluginHost host = PluginHost.builder().workDirectory(directory.resolve("work")).build()) {
            assertThat(assertTimeoutPreemptively(LONG, () -> host.describe(jar)).apiDigests()).isEmpty();
        }
    }

    @Test
    void describe_ofClassesThatCircleAndNameAnAnnotation_ends() {
        Path jar = jar("q", MANIFEST, "Ldev/hotplug/api/Export;");
        try (PluginHost host = PluginHost.builder().workDirectory(directory.resolve("work")).build()) {
            Exception refusal = assertTimeoutPreemptively(LONG, () ->
                    org.assertj.core.api.Assertions.catchException(() -> host.describe(jar)));
            assertThat(refusal).hasMessageContaining("class q.C0 is not a class file");
        }
    }
}
