package dev.hotplug.it.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntrantTest {

    @Test
    void called_takesTheNameInAnyCase() {
        assertThat(Entrant.called("hotplug, NO index")).isEqualTo(Entrant.HOTPLUG_NO_INDEX);
    }

    @Test
    void called_nobodysName_saysWhichThereAre() {
        assertThatIllegalArgumentException().isThrownBy(() -> Entrant.called("empty JVM"))
                .withMessageContainingAll("\"empty JVM\"", "direct | ", "Equinox");
    }

    @Test
    void among_keepsOnlyTheChosen_inTheTrialsOrder() {
        Trial chosen = Scenario.CYCLES.trials(true).get(0)
                .among(List.of(Entrant.HOTPLUG, Entrant.HOTPLUG_2, Entrant.DIRECT));

        assertThat(chosen.entrants()).containsExactly(Entrant.DIRECT, Entrant.HOTPLUG);
        assertThat(chosen.name()).isEqualTo("300 cycles");
    }
}
