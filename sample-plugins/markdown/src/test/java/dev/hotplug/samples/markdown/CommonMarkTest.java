package dev.hotplug.samples.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.samples.markdown.api.Markdown;
import org.junit.jupiter.api.Test;

class CommonMarkTest {

    private final Markdown markdown = new CommonMark();

    @Test
    void toHtml_emphasisAndEntities_areRendered() {
        assertThat(markdown.toHtml("# A *b* &auml;")).isEqualTo("<h1>A <em>b</em> \u00e4</h1>\n");
    }

    @Test
    void toHtml_markupOfAStranger_isDisarmed() {
        assertThat(markdown.toHtml("<script>x</script>")).doesNotContain("<script>");
        assertThat(markdown.toHtml("[a](javascript:x)")).doesNotContain("javascript");
    }
}
