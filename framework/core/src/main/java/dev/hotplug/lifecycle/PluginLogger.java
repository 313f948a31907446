package dev.hotplug.lifecycle;

import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin's logger: the platform's interface, so that the API needs no library, on the host's SLF4J. */
final class PluginLogger implements System.Logger {

    private final String name;
    /** Asked for when the plugin logs. */
    private volatile Logger target;

    PluginLogger(String pluginId) {
        name = "plugin." + pluginId;
    }

    @Override
    public String getName() {
        return name;
    }

    private Logger target() {
        Logger known = target;
        if (known == null) {
            known = LoggerFactory.getLogger(name);
            target = known;
        }
        return known;
    }

    @Override
    public boolean isLoggable(Level level) {
        return switch (level) {
            case ALL, TRACE -> target().isTraceEnabled();
            case DEBUG -> target().isDebugEnabled();
            case INFO -> target().isInfoEnabled();
            case WARNING -> target().isWarnEnabled();
            case ERROR -> target().isErrorEnabled();
            case OFF -> false;
        };
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        if (isLoggable(level)) {
            write(level, localised(bundle, message), thrown);
        }
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... arguments) {
        if (isLoggable(level)) {
            String text = localised(bundle, format);
            write(level, arguments == null || arguments.length == 0 ? text : MessageFormat.format(text, arguments),
                    null);
        }
    }

    private void write(Level level, String text, Throwable thrown) {
        switch (level) {
            case ALL, TRACE -> target().trace(text, thrown);
            case DEBUG -> target().debug(text, thrown);
            case INFO -> target().info(text, thrown);
            case WARNING -> target().warn(text, thrown);
            default -> target().error(text, thrown);
        }
    }

    private static String localised(ResourceBundle bundle, String key) {
        if (bundle == null || key == null) {
            return String.valueOf(key);
        }
        try {
            return bundle.getString(key);
        } catch (MissingResourceException e) {
            return key;
        }
    }
}
