package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlobTest {

    @Test
    void matches_starAndQuestionMark_standForTextAndLetter() {
        assertThat(new Glob("*").matches("")).isTrue();
        assertThat(new Glob("*.Greet?r").matches("com.acme.Greeter")).isTrue();
        assertThat(new Glob("Greet?").matches("Greeter")).isFalse();
    }

    @Test
    void matches_everythingElse_standsForItself() {
        assertThat(new Glob("a.b").matches("axb")).isFalse();
        assertThat(new Glob("Outer$In[n]er\\E").matches("Outer$In[n]er\\E")).isTrue();
    }
}
