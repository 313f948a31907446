/**
 * The operator's side: a host with a shell, {@code java -jar hotplug.jar run}.
 *
 * <p>{@link dev.hotplug.console.Main} reads the command line, {@code RunCommand} owns the host, one of the two
 * shells reads lines, and {@code Interpreter} runs each line as a picocli command. {@link
 * dev.hotplug.console.ControlSocket} runs the same commands for clients: it listens with {@code socket}, and
 * {@code client} is who speaks to it. {@link dev.hotplug.console.Start} tells the client from all else. The commands
 * know their {@code Session} and the two writers that picocli hands them, nothing of terminals, so that they run the
 * same in a terminal, in a script, for a client and in a test. {@code HostCommand} is what they have in common: each
 * answers in text, or with one {@code Document} of the shape that {@code JSON.md} shows.
 *
 * <p>Exit codes, of a command and of the program: 0 done, 1 refused, 2 usage; of the client 3, no host. A refusal is
 * one line on standard error that begins with the {@link dev.hotplug.api.Reason}'s name.
 */
package dev.hotplug.console;
