package dev.hotplug.console.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticesTest {

    private final List<String> told = new ArrayList<>();
    private final Notices notices = new Notices(told::add);

    @Test
    void complaint_isToldOnceUntilItChanges() {
        notices.complain("text", "BUSY");
        notices.tell();
        notices.complain("text", "BUSY");
        notices.tell();
        notices.complain("text", "IN_USE");
        notices.tell();

        assertThat(told).containsExactly("BUSY", "IN_USE");
    }

    @Test
    void complaintThatIsOverBeforeTheRoundEnds_isNotTold() {
        notices.complain("text", "BUSY");
        notices.settle("text");
        notices.tell();

        assertThat(told).isEmpty();
        assertThat(notices.hasComplaints()).isFalse();
    }

    @Test
    void complaintThatComesBack_isToldAgain() {
        notices.complain("text", "BUSY");
        notices.tell();
        notices.settle("text");
        notices.tell();
        notices.complain("text", "BUSY");
        notices.tell();

        assertThat(told).containsExactly("BUSY", "BUSY");
    }

    @Test
    void manyOfOneKind_areSummedUp() {
        for (int i = 0; i < 200; i++) {
            notices.done("loaded", "plugin-" + i);
        }
        notices.done("unloaded", "text");
        notices.tell();

        assertThat(told).containsExactly("loaded 200 plugins", "unloaded text");
    }
}
