/**
 * The operator's side: a host with a shell, {@code java -jar hotplug.jar run}.
 *
 * <p>{@link dev.hotplug.console.Main} reads the command line, {@code RunCommand} owns the host, one of the two
 * shells reads lines, and {@code Interpreter} runs each line as a picocli command. The commands know the host
 * and the two writers that picocli hands them, nothing of terminals, so that they run the same in a terminal,
 * in a script and in a test.
 *
 * <p>Exit codes, of a command and of the program: 0 done, 1 refused, 2 usage. A refusal is one line on
 * standard error that begins with the {@link dev.hotplug.api.Reason}'s name.
 */
package dev.hotplug.console;
