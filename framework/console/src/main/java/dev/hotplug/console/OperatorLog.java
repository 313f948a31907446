package dev.hotplug.console;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import dev.hotplug.console.text.Plain;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Marker;

/**
 * Where the log goes: one line for each event, without stack traces, to standard error or above the prompt.
 * Named in {@code logback.xml}; who wants more gives another file with {@code -Dlogback.configurationFile}.
 */
public final class OperatorLog extends AppenderBase<ILoggingEvent> {

    private static final Consumer<String> STANDARD_ERROR = System.err::println;
    private static final int CAUSES_SHOWN = 3;

    private static final ThreadLocal<String> TOLD = new ThreadLocal<>();

    private static volatile Consumer<String> destination = STANDARD_ERROR;

    /**
     * Runs what will tell its reader itself of what the host logs on this thread with a marker.
     *
     * @param marker the name by which the host marks such lines
     */
    static <T> T without(String marker, Supplier<T> command) {
        TOLD.set(marker);
        try {
            return command.get();
        } finally {
            TOLD.remove();
        }
    }

    static void sendTo(Consumer<String> lines) {
        destination = lines;
    }

    static void sendToStandardError() {
        destination = STANDARD_ERROR;
    }

    /** What is no event of the log, but goes where the log goes. */
    static void tell(String lines) {
        Plain.text(lines).lines().forEach(destination);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String told = TOLD.get();
        List<Marker> markers = event.getMarkerList();
        if (told == null || markers == null || markers.stream().noneMatch(marker -> marker.getName().equals(told))) {
            destination.accept(line(event));
        }
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
