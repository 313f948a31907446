package dev.hotplug.samples.httpstatus;

import com.sun.net.httpserver.HttpServer;
import dev.hotplug.api.Param;
import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;
import dev.hotplug.samples.httpstatus.api.StatusPage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A plugin with a resource: a web server that shows the host's plugin table,
 * {@code plugin load http-status.jar port=8080}. The server is managed and runs on the plugin's own executor, so
 * both end with the plugin.
 */
@PluginDescriptor(id = "http-status", version = "1.0.0", description = "the plugin table as a page on a loopback port")
public final class HttpStatusPlugin implements Plugin {

    @Param(description = "port to listen on, 0 for any that is free")
    private int port;

    @Override
    public void start(PluginContext context) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        context.manage(() -> server.stop(0));
        server.setExecutor(context.executor());
        server.createContext("/", new PluginTableHandler(context.host()));
        server.start();

        URI address = URI.create("http://" + hostPart(loopback) + ":" + server.getAddress().getPort() + "/");
        context.export(StatusPage.class, () -> address);
        context.logger().log(Level.INFO, "plugin table at " + address);
    }

    private static String hostPart(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }
}
