package dev.hotplug.console;

import java.io.IOException;
import picocli.CommandLine.ExitCode;

/** Runs the lines of a pipe or a file, without a prompt, up to the first that fails. */
final class ScriptShell {

    private final Interpreter interpreter;
    private final boolean keepGoing;

    ScriptShell(Interpreter interpreter, boolean keepGoing) {
        this.interpreter = interpreter;
        this.keepGoing = keepGoing;
    }

    /**
     * Runs lines until {@code exit}, the end of the input, or a line that was not carried out.
     *
     * @return that line's exit code, or 0
     */
    int run(ScriptLines lines) throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            int code = interpreter.run(line);
            if (code != ExitCode.OK && !keepGoing) {
                return code;
            }
            if (interpreter.isFinished()) {
                break;
            }
        }
        return ExitCode.OK;
    }
}
