package dev.hotplug.samples.markdown;

import dev.hotplug.api.Export;
import dev.hotplug.samples.markdown.api.Markdown;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The renderer, on commonmark-java. */
@Export
public final class CommonMark implements Markdown {

    private final Parser parser = Parser.builder().build();
    private final HtmlRenderer renderer = HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    @Override
    public String toHtml(String markdown) {
        return renderer.render(parser.parse(markdown));
    }
}
