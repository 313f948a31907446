package dev.hotplug.console;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.function.Consumer;

/**
 * Where the log goes: one line for each event, without stack traces, to standard error or above the prompt.
 * Named in {@code logback.xml}; who wants more gives another file with {@code -Dlogback.configurationFile}.
 */
public final class OperatorLog extends AppenderBase<ILoggingEvent> {

    private static final Consumer<String> STANDARD_ERROR = System.err::println;
    private static final int CAUSES_SHOWN = 3;

    private static volatile Consumer<String> destination = STANDARD_ERROR;

    static void sendTo(Consumer<String> lines) {
        destination = lines;
    }

    static void sendToStandardError() {
        destination = STANDARD_ERROR;
    }

    /** What is no event of the log, but goes where the log goes. */
    static void tell(String lines) {
        lines.lines().forEach(destination);
    }

    @Override
    protected void append(ILoggingEvent event) {
        destination.accept(line(event));
    }

    static String line(ILoggingEvent event) {
        String logger = event.getLoggerName();
        String source = logger.startsWith("plugin.") ? logger : logger.substring(logger.lastIndexOf('.') + 1);
        StringBuilder line = new StringBuilder()
                .append(event.getLevel()).append(' ').append(source).append(": ")
                .append(event.getFormattedMessage());
        IThrowableProxy cause = event.getThrowableProxy();
        for (int shown = 0; cause != null && shown < CAUSES_SHOWN; shown++) {
            line.append(shown == 0 ? " (" : ", caused by ").append(cause.getClassName());
            if (cause.getMessage() != null) {
                line.append(": ").append(cause.getMessage());
            }
            cause = cause.getCause();
        }
        return Refusals.oneLine(line.append(event.getThrowableProxy() == null ? "" : ")").toString());
    }
}
