package dev.hotplug.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.semver4j.Semver;

class RequirementTest {

    @Test
    void isVersion_isWhatTheLibrarySays() {
        for (String text : new String[] {"1.2.3", "0.0.0", "10.20.30", "1.0.0-rc.1", "1.2.3+build", "999999999.0.1",
            "9999999999.0.1", "01.2.3", "1.02.3", "1.2.03", "1.2.00", "1.2", "1.2.", "1..3", ".1.2", "1.2.3.",
            "1.2.3.4", "", ".", "..", "a", "1.2.a", "-1.2.3", "\u0661.2.3"}) {
            assertThat(Requirement.isVersion(text)).as(text).isEqualTo(Semver.isValid(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" 1.2.3", "1.2.3 ", "v1.2.3", " 1.2.3-rc.1"})
    void isVersion_ofAVersionAndMore_isFalse(String text) {
        assertThat(Semver.isValid(text)).isTrue();
        assertThat(Requirement.isVersion(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "latest.integration", "x", "+", "[2,1]", "(1,1)", "(1,1.0.1)",
        "[2.0.0-rc.2,2.0.0-rc.1]", ">2 <1", "[1.2", "1.2.3.4", ""})
    void parse_ofARangeThatNothingIsIn_saysHowItShouldLook(String range) {
        assertThatThrownBy(() -> Requirement.parse("text@" + range)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("text@" + range, "text@[1.2,2)");
    }

    /** What of a range cannot be read is not passed over. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {">=1.2, <2;>=1.2,", ">=1.2,<2;>=1.2,<2", "[1,2),[3,4);[1,2),[3,4)", "[1,2) <1.5;[1,2) <1.5",
        "[.2,3];[.2,3]", "[1..2,3];[1..2,3]", "[1-rc.1,2);[1-rc.1,2)", "[1.0.0-01,2);[1.0.0-01,2)", "[1.0.0-rc.1, 2);[1.0.0-rc.1, 2)", "[,];[,]", "1 || ;''", "1 || latest;latest",
        "1 || [2,1];[2,1]", "1 - 2 <1.5;-", "1.2 and 2;and", "!=1;!=1", "[99999999999,);[99999999999,)", "1 >;>"})
    void parse_ofARangeWithAPartThatCannotBeRead_namesThatPart(String range, String part) {
        assertThatThrownBy(() -> Requirement.parse("text@" + range)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("requirement \"text@" + range + "\": ").hasMessageContaining("\"" + part + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"[1.2,2);1.2.0", "(1.2,2);1.2.1", "[1.2,2];2.0.0", "[1.2,);9.0.0", "(,2);1.9.9", "(,2];2.0.0",
        "1.2.0;1.2.0", "^1.2;1.9.0", "~1.2.3;1.2.9", ">=1.2;3.0.0", "1.x;1.5.0", "1 || 3;3.1.0", ">=1 <3;2.0.0",
        "[1,1];1.0.0", "*;7.0.0", "1.0.0-rc.1;1.0.0-rc.1", "[1,2) || [3,4);1.5.0", "[1,2) || [3,4);3.0.0",
        "(,1)||(3,);3.0.1", "[1,2) || ^3;3.9.0", "^1.2 <1.5;1.4.9", ">= 1.2  < 2;1.2.0", "1 - 2;2.9.9", "~> 1.2;1.2.5"})
    void parse_ofARange_acceptsWhatIsInIt(String range, String version) {
        assertThat(Requirement.parse("text@" + range).accepts(version)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"[1.2,2);2.0.0", "(1.2,2);1.2.0", "[1.2,2];2.0.1", "(,2);2.0.0", "1.2.0;1.2.1",
        "^1.2;2.0.0", "~1.2.3;1.3.0", "1 || 3;2.0.0", "[1,2) || [3,4);2.5.0", "[1,2) || [3,4);9.0.0", "[1,2) || [3,4);2.0.0",
        "(,1)||(3,);3.0.0", "[1,2) || ^3;2.5.0", "^1.2 <1.5;1.5.0", "^1.2 <1.5;1.1.0", ">= 1.2  < 2;0.1.0", "1 - 2;3.0.0"})
    void parse_ofARange_refusesWhatIsNot(String range, String version) {
        assertThat(Requirement.parse("text@" + range).accepts(version)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"[2.0.0-rc.1,3);2.0.0-rc.1", "[2.0.0-rc.1,3);2.0.0-rc.2", "[2.0.0-rc.1,3);2.5.0",
        "(2.0.0-rc.1,3);2.0.0", "(2.0.0-rc.1,2.0.0);2.0.0-rc.2", "[1,2.0.0-rc.2);2.0.0-rc.1", "(,2.0.0-rc.2];2.0.0-rc.2",
        "(1.9.9,1.9.10-rc.1);1.9.10-alpha", "[2.0.0-rc.1+b.7,3);2.0.0-rc.1", "[1.0.0+b,1.0.0+b];1.0.0", "[1.02,2);1.2.0",
        "]2.0.0-rc.1,3[;2.0.0-rc.2", "[,2];2.0.0"})
    void parse_ofAnIntervalBetweenFullVersions_acceptsWhatIsInIt(String range, String version) {
        assertThat(Requirement.parse("text@" + range).accepts(version)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"[2.0.0-rc.1,3);2.0.0-rc.0", "(2.0.0-rc.1,3);2.0.0-rc.1", "[2.0.0-rc.1,3);3.0.0-rc.1",
        "[2.0.0-rc.1,3);2.1.0-rc.1", "[1,2.0.0-rc.2);2.0.0", "[2.0.0-rc.1,3);3.0.0"})
    void parse_ofAnIntervalBetweenFullVersions_refusesWhatIsNot(String range, String version) {
        assertThat(Requirement.parse("text@" + range).accepts(version)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", ">=1", "[1,3)", "[1.0.0-rc.1,3)"})
    void preReleaseNote_ofOneBetweenBoundsThatNameNoneOfIt_saysWhatWouldTakeIt(String range) {
        Requirement requirement = Requirement.parse("text@" + range);
        assertThat(requirement.accepts("2.0.0-rc.1")).isFalse();
        assertThat(requirement.preReleaseNote("2.0.0-rc.1")).contains("a pre-release is taken only if", ">=2.0.0-rc.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"[1,2);3.0.0-rc.1", ">=2.0.0-rc.1;2.0.0-rc.1", "[1,2);2.0.0", "[1,2);1.0.0"})
    void preReleaseNote_ofWhatIsAcceptedOrOutside_isEmpty(String range, String version) {
        assertThat(Requirement.parse("text@" + range).preReleaseNote(version)).isEmpty();
    }

    /** What stands in the README. */
    @Test
    void accepts_ofAPartialVersion_isMavensInAnIntervalAndNpmsElsewhere() {
        assertThat(Requirement.parse("text@<=1").accepts("1.5.0")).isTrue();
        assertThat(Requirement.parse("text@>1").accepts("1.5.0")).isFalse();
        assertThat(Requirement.parse("text@(1,)").accepts("1.5.0")).isTrue();
        assertThat(Requirement.parse("text@[1,1]").accepts("1.5.0")).isFalse();
    }
}
