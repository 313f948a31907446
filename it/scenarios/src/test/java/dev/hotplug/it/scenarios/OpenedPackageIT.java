package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.ForkedJvm;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Echoing;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the index knows of a plugin that uses a package of the JDK holds only where the JVM was started as it was then. */
@ExtendWith(Scenario.class)
class OpenedPackageIT {

    private static final String FLAG = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";

    @TempDir
    private Path folder;
    private Path jar;

    @BeforeEach
    void write() {
        jar = folder.resolve("inside.jar");
        PluginJar.plugin("inside", "1.0.0").behaviour(Echoing.class).file("acme/Inside.class", callsTheJdksInside())
                .write(jar);
    }

    @Test
    void aVerdictOfAJvmWithAddExports_isNotTakenForOneWithout_norTheOtherWayRound() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(start(FLAG).expectExit(0).out()).contains("inside:called");
            assertThat(start().expectExit(1).err()).contains("does not link: jdk.internal.misc.VM", "does not export");
        }
    }

    private ForkedJvm.Result start(String... flags) throws Exception {
        return ForkedJvm.main(ColdStart.class).temporary(folder).flags(flags).arguments(jar.toString(),
                folder.resolve("work").toString(), folder.resolve("index").toString()).run();
    }

    /** No compiler would let this through. */
    private static byte[] callsTheJdksInside() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "acme/Inside", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "booted", "()Z", null, null);
        method.visitCode();
        method.visitMethodInsn(Opcodes.INVOKESTATIC, "jdk/internal/misc/VM", "isBooted", "()Z", false);
        method.visitInsn(Opcodes.IRETURN);
        method.visitMaxs(1, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
