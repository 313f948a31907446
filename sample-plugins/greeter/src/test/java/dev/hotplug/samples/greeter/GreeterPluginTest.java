package dev.hotplug.samples.greeter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.samples.text.internal.PlainText;
import org.junit.jupiter.api.Test;

class GreeterPluginTest {

    @Test
    void greet_withoutParameter_saysHello() {
        assertThat(new GreeterPlugin().greeter(new PlainText()).greet("ada lovelace")).isEqualTo("Hello, Ada Lovelace");
    }
}
