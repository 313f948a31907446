package dev.hotplug.samples.httpstatus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Taint;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PluginTableTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.5Z");

    @Test
    void html_ofPlugins_isWellFormedWithARowForEach() throws Exception {
        Document page = parse(PluginTable.html(List.of(
                plugin("text", "1.2.0", List.of("greeter")), plugin("greeter", "1.4.0", List.of()))));

        assertThat(page.getElementsByTagName("tr").getLength()).isEqualTo(3);
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("2 plugins");
        assertThat(page.getElementsByTagName("tr").item(1).getTextContent())
                .isEqualTo("text1.2.0LIVE10greeterR2026-01-01T12:00:00Z");
    }

    @Test
    void html_ofTextWithMarkup_escapesIt() throws Exception {
        String version = "1.0.0-<b>&\"";

        Document page = parse(PluginTable.html(List.of(plugin("odd", version, List.of()))));

        assertThat(page.getElementsByTagName("td").item(1).getTextContent()).isEqualTo(version);
    }

    @Test
    void html_ofNoPlugin_hasNoRow() throws Exception {
        Document page = parse(PluginTable.html(List.of()));

        assertThat(page.getElementsByTagName("td").getLength()).isZero();
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("0 plugins");
    }

    private static PluginInfo plugin(String id, String version, List<String> usedBy) {
        return new PluginInfo(id, version, 1, PluginState.LIVE, 1, 0, List.of(), usedBy,
                Set.of(Taint.FORCED_UNLOAD), NOON);
    }

    private static Document parse(String page) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }
}
