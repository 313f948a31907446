package dev.hotplug.console;

import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

/** What the process's standard streams are. */
final class Terminals {

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

    /** Standard input in the encoding of the system, which is what pipes and files carry. */
    static BufferedReader standardInput() {
        Charset encoding = Charset.forName(System.getProperty("stdin.encoding", System.getProperty("native.encoding")));
        return new BufferedReader(new InputStreamReader(System.in, encoding));
    }
}
