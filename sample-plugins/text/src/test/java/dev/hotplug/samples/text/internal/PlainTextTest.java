package dev.hotplug.samples.text.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hotplug.samples.text.Text;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    private final Text text = new PlainText();

    @Test
    void capitalise_words_changesTheFirstLetterOfEachOnly() {
        assertThat(text.capitalise("ada lovelace")).isEqualTo("Ada Lovelace");
        assertThat(text.capitalise("jean-luc, it's McCoy")).isEqualTo("Jean-Luc, It's McCoy");
        assertThat(text.capitalise("  élan  vital")).isEqualTo("  Élan  Vital");
        assertThat(text.capitalise("")).isEmpty();
    }

    @Test
    void slug_accentsAndPunctuation_leavesLettersDigitsAndHyphens() {
        assertThat(text.slug("  Crème brûlée, no. 5! ")).isEqualTo("creme-brulee-no-5");
        assertThat(text.slug("?!")).isEmpty();
    }

    @Test
    void wrap_longText_breaksBetweenWords() {
        assertThat(text.wrap("one two  three\nfour", 9)).isEqualTo("one two\nthree\nfour");
        assertThat(text.wrap("one two", 7)).isEqualTo("one two");
        assertThat(text.wrap("", 3)).isEmpty();
    }

    @Test
    void wrap_wordLongerThanTheLine_keepsItWhole() {
        assertThat(text.wrap("a supercalifragilistic b", 4)).isEqualTo("a\nsupercalifragilistic\nb");
    }

    @Test
    void wrap_widthOfZero_isRefusedWithTheWidth() {
        assertThatIllegalArgumentException().isThrownBy(() -> text.wrap("a", 0)).withMessageContaining("width: 0");
    }
}
