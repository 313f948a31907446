package dev.hotplug.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Kind;
import dev.hotplug.model.LinkFinding.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Hierarchies that no compiler makes, which nobody may hang a load with. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HierarchiesTest {

    private static final String OBJECT = "java/lang/Object";

    private final Map<String, byte[]> classes = new TreeMap<>();

    private ClassWriter begin(boolean isInterface, String name, String superName, String... interfaces) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | (isInterface ? Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT : 0), name,
                null, superName, interfaces);
        return writer;
    }

    private void type(boolean isInterface, String name, String superName, String... interfaces) {
        classes.put(name + ".class", begin(isInterface, name, superName, interfaces).toByteArray());
    }

    /** A class that reads a field that nobody has. */
    private void user(String owner) {
        ClassWriter writer = begin(false, "p/User", OBJECT);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null);
        method.visitFieldInsn(Opcodes.GETSTATIC, owner, "x", "I");
        method.visitInsn(Opcodes.POP);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(1, 0);
        classes.put("p/User.class", writer.toByteArray());
    }

    private List<LinkFinding> findings() {
        return new Linking().own(classes).findings();
    }

    @Test
    void link_fieldSoughtInInterfacesThatAreReachedInManyWays_isMissedAtOnce() {
        for (int i = 0; i <= 40; i++) {
            String[] below = i == 0 ? new String[0] : new String[] {"p/A" + (i - 1), "p/B" + (i - 1)};
            type(true, "p/A" + i, OBJECT, below);
            type(true, "p/B" + i, OBJECT, below);
        }
        user("p/A40");
        assertThat(findings()).extracting(LinkFinding::kind).containsExactly(Kind.FIELD_MISSING);
    }

    @Test
    void link_fieldSoughtInACircleOfInterfaces_isMissed() {
        type(true, "p/I", OBJECT, "p/J");
        type(true, "p/J", OBJECT, "p/I");
        type(false, "p/C", OBJECT, "p/I");
        user("p/C");
        assertThat(findings()).extracting(LinkFinding::kind).containsExactly(Kind.FIELD_MISSING);
    }

    @Test
    void link_classesOnTopOfEachOtherWithoutEnd_areRefusedAndOnceOnly() {
        for (int i = 0; i < 10_000; i++) {
            type(false, "p/C" + i, i == 0 ? OBJECT : "p/C" + (i - 1));
        }
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.BAD_CLASS);
            assertThat(finding.severity()).isEqualTo(Severity.BREAKS);
            assertThat(finding.sentence()).matches("p\\.C\\d+ has more than 1000 super types, or is one of its own; .*");
        });
    }

    @Test
    void link_classAboveItself_isRefused() {
        type(false, "p/A", "p/B");
        type(false, "p/B", "p/A");
        assertThat(findings()).extracting(LinkFinding::kind).containsExactly(Kind.BAD_CLASS);
    }

    @Test
    void link_interfacesOnTopOfEachOtherWithoutEnd_areRefused() {
        for (int i = 0; i < 10_000; i++) {
            type(true, "p/I" + i, OBJECT, i == 0 ? new String[0] : new String[] {"p/I" + (i - 1)});
        }
        user("p/I9999");
        assertThat(findings()).extracting(LinkFinding::kind).containsExactly(Kind.BAD_CLASS);
    }

    @Test
    void link_aClassWithHundredsOfSuperTypes_isSound() {
        for (int i = 0; i < 900; i++) {
            type(false, "p/C" + i, i == 0 ? OBJECT : "p/C" + (i - 1));
        }
        assertThat(findings()).isEmpty();
    }
}
