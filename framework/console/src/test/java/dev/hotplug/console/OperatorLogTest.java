package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OperatorLogTest {

    private final LoggerContext context = new LoggerContext();

    @Test
    void line_ofPlugin_namesLevelAndPlugin() {
        assertThat(line("plugin.http-status", null, "plugin table at {}", "http://127.0.0.1:80/"))
                .isEqualTo("INFO plugin.http-status: plugin table at http://127.0.0.1:80/");
    }

    @Test
    void line_ofHost_namesTheClassWithoutItsPackage() {
        assertThat(line("dev.hotplug.lifecycle.Unloader", null, "odd")).isEqualTo("INFO Unloader: odd");
    }

    @Test
    void line_withException_tellsItsCausesOnOneLine() {
        Exception thrown = new IllegalStateException("cannot close\nthe file", new IOException("disk full"));

        assertThat(line("plugin.a", thrown, "failed")).isEqualTo("INFO plugin.a: failed "
                + "(java.lang.IllegalStateException: cannot close; the file, "
                + "caused by java.io.IOException: disk full)");
    }

    private String line(String name, Throwable thrown, String message, Object... arguments) {
        Logger logger = context.getLogger(name);
        return OperatorLog.line(new LoggingEvent("", logger, Level.INFO, message, thrown, arguments));
    }
}
