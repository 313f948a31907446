package acme.log4j;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;

/** A logging library of its own, with the configuration that lies in the plugin. */
@PluginDescriptor(id = "log4j", version = "1.0.0")
public final class Log4jPlugin implements Plugin {

    private LoggerContext logging;

    @Override
    public void start(PluginContext context) {
        Path file = context.dataDirectory().resolve("plugin.log");
        System.setProperty("acme.log", file.toString());
        logging = (LoggerContext) LogManager.getContext(Log4jPlugin.class.getClassLoader(), false);
        context.export(Callable.class, () -> {
            LogManager.getLogger("acme").debug("too fine");
            LogManager.getLogger("acme").warn("it is {} o'clock", 12);
            return Files.readString(file).trim();
        });
    }

    @Override
    public void stop() {
        logging.stop();
        System.clearProperty("acme.log");
    }
}
