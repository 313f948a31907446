package dev.hotplug.samples.greeter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.samples.greeter.api.Greeter;
import dev.hotplug.samples.text.internal.PlainText;
import org.junit.jupiter.api.Test;

class GreeterPluginTest {

    private final Greeter greeter = new GreeterPlugin().greeter(new PlainText());

    @Test
    void greet_withoutParameters_endsWithAMark() {
        assertThat(greeter.greet("ada lovelace")).isEqualTo("Good day, Ada Lovelace!");
    }

    @Test
    void farewell_asInherited_saysGoodbye() {
        assertThat(greeter.farewell("Ada")).isEqualTo("Goodbye, Ada");
    }
}
