package dev.hotplug.it.bench.peers;

import java.util.Locale;

/**
 * Writes one SVG picture, element by element. By hand, because a handful of rectangles and lines is all that the charts
 * are: the text stays small, the same for the same figures, and readable in a diff, and no library draws it.
 */
final class Svg {

    private final StringBuilder body = new StringBuilder();
    private final int width;
    private double height;

    Svg(int width) {
        this.width = width;
    }

    void text(double x, double y, String style, String text) {
        element("<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>", x, y, style, escape(text));
        height = Math.max(height, y);
    }

    void bar(double x, double y, double length, double thickness, String colour) {
        element("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", x, y, Math.max(1, length),
                thickness, colour);
        height = Math.max(height, y + thickness);
    }

    void line(double fromX, double fromY, double toX, double toY, String colour, double thickness) {
        element("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>", fromX,
                fromY, toX, toY, colour, thickness);
        height = Math.max(height, Math.max(fromY, toY));
    }

    void dot(double x, double y, String colour) {
        element("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>", x, y, colour);
    }

    private void element(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The picture, white behind so that it can be read in a dark page too. */
    @Override
    public String toString() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d">
                <style>
                text { font: 11px sans-serif; fill: #222 }
                .title { font-size: 15px; font-weight: bold }
                .panel { font-weight: bold }
                .label { text-anchor: end }
                .note { font-size: 9px; fill: #666 }
                .axis { font-size: 9px; fill: #666; text-anchor: middle }
                </style>
                <rect width="100%%" height="100%%" fill="white"/>
                %3$s</svg>
                """.formatted(width, Math.round(height) + 14, body);
    }
}
