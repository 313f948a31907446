package dev.hotplug.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.fixture.Sources;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

class ClassBytesTest {

    private static final byte[] FILE = Sources.compile("""
            package p; import java.util.function.*; class Gr\u00f6\u00dfe {
                static final String ODD = "\\0 \u20ac \ud83d\ude00 \\ud800"; static final long L = 1L << 40;
                static final double D = 0.5; static final float F = 0.5f; static final int I = 1 << 20;
                Supplier<String> s = () -> ODD + this; Function<Object[], Object> f = Object[]::clone;
            }
            """).values().iterator().next();

    @Test
    void allConstants_areWhereAsmFindsThem() {
        ClassBytes file = new ClassBytes(FILE);
        ClassReader asm = new ClassReader(FILE);
        char[] buffer = new char[asm.getMaxStringLength()];
        assertThat(file.itemCount()).isEqualTo(asm.getItemCount());
        assertThat(file.header()).isEqualTo(asm.header);
        int texts = 0;
        for (int i = 1; i < file.itemCount(); i++) {
            assertThat(file.item(i)).isEqualTo(asm.getItem(i));
            if (file.item(i) != 0 && file.tag(i) == 8) {
                assertThat(file.textAt(file.item(i))).isEqualTo(asm.readConst(i, buffer));
                texts++;
            }
        }
        assertThat(texts).isPositive();
        assertThat(file.classAt(file.header() + 2)).isEqualTo(asm.getClassName()).isEqualTo("p/Gr\u00f6\u00dfe");
        assertThat(file.isTextAt(file.item(file.u2(file.header() + 4)), ClassBytes.ascii("java/lang/Object"))).isTrue();
        assertThat(file.isTextAt(file.item(file.u2(file.header() + 2)), ClassBytes.ascii("p/Grosse"))).isFalse();
    }

    @Test
    void aTextThatIsNone_isRefused() {
        ClassBytes file = new ClassBytes(FILE);
        assertThatThrownBy(() -> file.text(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> file.text(file.u2(file.header() + 2))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKindOfConstantThatThereIsNot_isRefused() {
        byte[] broken = FILE.clone();
        broken[10] = 99;
        assertThatThrownBy(() -> new ClassBytes(broken)).hasMessageContaining("99");
        assertThatThrownBy(() -> new ClassBytes(Arrays.copyOf(FILE, 40))).isInstanceOf(RuntimeException.class);
    }
}
