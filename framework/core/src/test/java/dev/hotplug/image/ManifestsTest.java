package dev.hotplug.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.api.PluginException;
import java.nio.charset.StandardCharsets;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    private static Manifest parse(String text) {
        return Manifests.parse("a.jar", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void parse_anAttributeTwice_isRefusedWhateverEndsTheLines() {
        for (String end : new String[] {"\n", "\r", "\r\n"}) {
            assertThatThrownBy(() -> parse(String.join(end, "Manifest-Version: 1.0", "A: 1", "B: 2", "a: 3", "")))
                    .isInstanceOf(PluginException.class).hasMessageContaining("attribute a is given twice");
        }
    }

    @Test
    void parse_otherSectionsAndContinuedLines_mayRepeat() {
        Manifest manifest = parse("Manifest-Version: 1.0\r\nA: 1\r\n B: 2\r\nB: 3\r\n\r\nName: x\r\nA: 4\r\n");
        assertThat(manifest.getMainAttributes().getValue("A")).isEqualTo("1B: 2");
        assertThat(manifest.getMainAttributes().getValue("B")).isEqualTo("3");
    }
}
