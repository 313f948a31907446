package dev.hotplug.samples.httpstatus;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Taint;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The plugin table as an HTML page that is well-formed XML too. */
final class PluginTable {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>Plugins</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; color: #222; background: #fff; }
            table { border-collapse: collapse; }
            th, td { text-align: left; padding: .3rem 1rem .3rem 0; border-bottom: 1px solid #ccc; }
            td.number { text-align: right; font-variant-numeric: tabular-nums; }
            </style>
            </head>
            <body>
            """;

    private static final String COLUMNS = """
            <table>
            <thead><tr><th>id</th><th>version</th><th>state</th><th>references</th><th>calls</th>\
            <th>uses</th><th>used by</th><th>taints</th><th>since</th></tr></thead>
            <tbody>
            """;

    private PluginTable() {
    }

    static String html(List<PluginInfo> plugins) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("<h1>").append(plugins.size() == 1 ? "1 plugin" : plugins.size() + " plugins").append("</h1>\n");
        page.append(COLUMNS);
        plugins.forEach(plugin -> page.append(row(plugin)));
        return page.append("</tbody>\n</table>\n</body>\n</html>\n").toString();
    }

    private static String row(PluginInfo plugin) {
        return "<tr>"
                + cell(plugin.id())
                + cell(plugin.version())
                + cell(plugin.state().toString())
                + number(plugin.references())
                + number(plugin.calls())
                + cell(String.join(", ", plugin.uses()))
                + cell(String.join(", ", plugin.usedBy()))
                + cell(letters(plugin.taints().stream()))
                + cell(plugin.since().truncatedTo(ChronoUnit.SECONDS).toString())
                + "</tr>\n";
    }

    private static String letters(Stream<Taint> taints) {
        return taints.sorted().map(taint -> String.valueOf(taint.letter())).collect(Collectors.joining());
    }

    private static String cell(String text) {
        return "<td>" + escape(text) + "</td>";
    }

    private static String number(int number) {
        return "<td class=\"number\">" + number + "</td>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
