package dev.hotplug.console.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** Whether this process's output arrives. Without state; safe for use by many threads. */
public final class StandardOutput {

    /** Exit code when it does not. */
    public static final int FAILED = 1;

    private StandardOutput() {
    }

    /** Says on standard error why standard output failed; nothing if whoever read it has merely read enough. */
    public static void complain() {
        String why = "the system does not say why";
        try {
            // The stream does not tell, so it is asked of the system once more.
            new FileOutputStream(FileDescriptor.out).write('\n');
        } catch (IOException failure) {
            why = String.valueOf(failure.getMessage());
        }
        if (!why.contains("Broken pipe")) {
            System.err.println("hotplug: standard output cannot be written: ".concat(why));
        }
    }
}
