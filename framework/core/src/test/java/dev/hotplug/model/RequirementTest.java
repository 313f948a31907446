package dev.hotplug.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.semver4j.Semver;

class RequirementTest {

    @Test
    void isVersion_isWhatTheLibrarySays() {
        for (String text : new String[] {"1.2.3", "0.0.0", "10.20.30", "1.0.0-rc.1", "1.2.3+build", "999999999.0.1",
            "9999999999.0.1", "01.2.3", "1.02.3", "1.2.03", "1.2.00", "1.2", "1.2.", "1..3", ".1.2", "1.2.3.",
            "1.2.3.4",
            "", ".", "..", "a", "1.2.a", " 1.2.3", "1.2.3 ", "-1.2.3", "\u0661.2.3"}) {
            assertThat(Requirement.isVersion(text)).as(text).isEqualTo(Semver.isValid(text));
        }
    }
}
