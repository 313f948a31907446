package dev.hotplug.samples.httpstatus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.hotplug.api.HostView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers {@code GET /} with the plugin table as it is at that moment. */
final class PluginTableHandler implements HttpHandler {

    private static final int NO_BODY = -1;

    private final HostView host;

    PluginTableHandler(HostView host) {
        this.host = host;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!exchange.getRequestURI().getPath().equals("/")) {
                exchange.sendResponseHeaders(404, NO_BODY);
            } else if (method.equals("GET") || method.equals("HEAD")) {
                sendTable(exchange, method.equals("GET"));
            } else {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, NO_BODY);
            }
        }
    }

    private void sendTable(HttpExchange exchange, boolean withBody) throws IOException {
        byte[] page = PluginTable.html(host.plugins()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (withBody) {
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        } else {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(page.length));
            exchange.sendResponseHeaders(200, NO_BODY);
        }
    }
}
