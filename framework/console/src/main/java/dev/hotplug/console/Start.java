package dev.hotplug.console;

import dev.hotplug.console.client.Client;

/**
 * Where {@code java -jar hotplug.jar} begins. A command for a running host goes to the client at once, before any
 * library is loaded; all else is {@link Main}'s.
 */
public final class Start {

    private Start() {
    }

    /**
     * Runs the program and ends the JVM with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("plugin")) {
            Client.main(args);
        } else {
            Main.main(args);
        }
    }
}
