package dev.hotplug.console;

import picocli.CommandLine.Command;

/** Leaves the shell. The host then unloads everything and ends. */
@Command(name = "exit", description = "Unloads every plugin and leaves.")
final class ExitCommand implements Runnable {

    private boolean asked;

    @Override
    public void run() {
        asked = true;
    }

    boolean isAsked() {
        return asked;
    }
}
