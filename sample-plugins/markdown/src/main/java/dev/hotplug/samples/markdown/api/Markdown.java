package dev.hotplug.samples.markdown.api;

/** Renders Markdown. Safe for use by many threads. */
@FunctionalInterface
public interface Markdown {

    /**
     * Renders a text as HTML. Markup in the text is escaped, and links with a dangerous scheme are left
     * empty, so that the result of a stranger's text can be shown.
     *
     * @param markdown a text in CommonMark
     * @return the HTML, without a surrounding page
     */
    String toHtml(String markdown);
}
