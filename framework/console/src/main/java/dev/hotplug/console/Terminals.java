package dev.hotplug.console;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** What the process's standard streams are. */
final class Terminals {

    private static final byte[] MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private Terminals() {
    }

    /** Whether a person types and reads. */
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since JDK 22 there may be a Console without a terminal, and this method tells.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderPlatform) {
            return true;
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("Console.isTerminal cannot be called", impossible);
        }
    }

    /**
     * Standard input in the encoding of the system, which is what pipes and files carry, unless it begins with the mark
     * that editors of other systems set before UTF-8. Waits for the first byte.
     */
    static BufferedReader standardInput() throws IOException {
        InputStream input = new BufferedInputStream(System.in);
        return new BufferedReader(new InputStreamReader(input, skipMark(input) ? StandardCharsets.UTF_8
                : Charset.forName(System.getProperty("stdin.encoding", System.getProperty("native.encoding")))));
    }

    private static boolean skipMark(InputStream input) throws IOException {
        input.mark(MARK.length);
        for (byte expected : MARK) {
            if ((byte) input.read() != expected) {
                input.reset();
                return false;
            }
        }
        return true;
    }
}
