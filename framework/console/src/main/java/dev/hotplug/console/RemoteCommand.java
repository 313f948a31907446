package dev.hotplug.console;

import dev.hotplug.console.client.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The one-shot client, for the program's help. {@link Start} goes to the client without it, and faster. */
@Command(name = "plugin", customSynopsis = "hotplug plugin COMMAND [ARG...] [--socket PATH]",
        description = {"Runs one command on a running host, which also explains it: plugin --help.",
            "Without --socket, at the path that HOTPLUG_SOCKET names, else where run --socket listens by default."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:refused", "2:misused",
            "3:no host listens there, or it went away before it had answered", "130:Ctrl-C"})
final class RemoteCommand implements Callable<Integer> {

    @Unmatched
    private List<String> words = List.of();

    /** Has a command explained, by the host or, where none is, from what the client has beside it. */
    void help(List<String> command) {
        words = new ArrayList<>(List.of("help"));
        words.addAll(command);
        call();
    }

    @Override
    public Integer call() {
        List<String> line = new ArrayList<>(List.of("plugin"));
        line.addAll(words);
        return Client.execute(line.toArray(String[]::new));
    }
}
