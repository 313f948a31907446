package dev.hotplug.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.fixture.Sources;
import dev.hotplug.link.Reference.Action;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is remembered of one plugin's references to the JDK and the host, and what that means for the next. */
class HostTypesTest {

    private static final HostTypes TYPES = HostTypes.of(Linking.HOST);

    private static Map<String, byte[]> withoutPart() {
        Map<String, byte[]> classes = new TreeMap<>(Sources.compile("package p; class Part { static void run() { } }",
                """
                package p; import java.util.*; import java.util.function.*; public class Whole {
                    static final List<String> LIST = new ArrayList<>();
                    void one() { LIST.add("a" + LIST.size()); Part.run(); Part.run(); }
                    void two() { Supplier<String> made = () -> LIST.get(0); Runnable run = Part::run; System.exit(0); }
                }
                """));
        classes.remove("p/Part.class");
        return classes;
    }

    @Test
    void everyLaterPlugin_isToldTheSame() {
        List<String> first = new Linking().own(withoutPart()).sentences();
        assertThat(first).singleElement().asString().contains("p.Part").contains("Whole.one").contains("Whole.two");
        // The second finds what was resolved, the third also the descriptors of what the second found.
        assertThat(new Linking().own(withoutPart()).sentences()).isEqualTo(first);
        assertThat(new Linking().own(withoutPart()).sentences()).isEqualTo(first);
    }

    @Test
    void whatResolvesForEverybody_isRemembered() {
        new Linking().own(withoutPart()).sentences();
        assertThat(TYPES.sound().contains(new Reference(Action.CALL_STATIC, "java/lang/System", "exit", "(I)V", false)))
                .isTrue();
        assertThat(TYPES.sound().contains(new Reference(Action.CALL_SPECIAL, "java/util/ArrayList", "<init>", "()V", false)))
                .isTrue();
        assertThat(TYPES.sound().contains(Reference.to(Action.NAME, "java/util/List"))).isTrue();
    }

    @Test
    void whatDependsOnWhoAsks_isNot() {
        new Linking().own(Sources.compile("package p; public abstract class Loader extends ClassLoader { "
                + "Object end() throws Exception { return findLoadedClass(\"x\") == null ? super.clone() : null; } }"))
                .sentences();
        assertThat(TYPES.sound().contains(Reference.to(Action.EXTEND, "java/lang/ClassLoader"))).isFalse();
        assertThat(TYPES.sound().contains(new Reference(Action.CALL_SPECIAL, "java/lang/ClassLoader", "clone",
                "()Ljava/lang/Object;", false))).isFalse();
        assertThat(TYPES.sound().contains(Reference.to(Action.NAME, "p/Loader"))).isFalse();
    }
}
