package dev.hotplug.console.socket;

import java.io.PrintWriter;

/** Who runs what the clients ask for. Called by many threads at once, by one for each client. */
public interface Commands {

    /**
     * Runs one command. The thread is interrupted when the client is gone or the host closes.
     *
     * @param request what the client asks for
     * @param out its standard output; what is flushed is sent at once
     * @param err its standard error
     * @return the command's exit code
     */
    int run(Request request, PrintWriter out, PrintWriter err);

    /**
     * Whether a command does nothing but tell what happens, so that it is not interrupted before nothing more will
     * happen.
     *
     * @param request what a client asked for
     * @return {@code false} if the command is interrupted as soon as the host begins to close
     */
    boolean lasts(Request request);
}
