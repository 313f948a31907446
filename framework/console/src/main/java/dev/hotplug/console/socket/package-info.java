/**
 * The control socket: a Unix domain socket through which the operator's commands reach a running host.
 *
 * <p>{@code SocketPlace} puts the socket where it belongs, {@code SocketServer} talks to the clients, one
 * {@code Conversation} each, and hands their commands to whoever runs them. What is said is in {@code PROTOCOL.md}
 * beside the module's sources. Nothing here knows a command.
 *
 * <p>Threads: one ({@code hotplug-socket}) waits for all clients and is the only one that reads, accepts and changes
 * what is waited for. Commands run on threads of their own ({@code hotplug-socket-command-N}), one at a time for a
 * client, so a client costs others nothing while its command takes long. A command's thread writes what fits into the
 * socket itself and waits when too much lies unread; the waiting thread writes the rest when the client reads again.
 * A conversation's monitor guards what is still to be written and is held for no call that can block but the wait for
 * it. All threads are daemons.
 *
 * <p>The end has two parts, as the host closes: first all commands are interrupted but those that only tell what
 * happens, and nothing new begins; when the host has unloaded its plugins, those are interrupted as well.
 *
 * <p>Limits ({@code Bounds}) are for a client that is slow or hostile; it can only be the same user's.
 */
package dev.hotplug.console.socket;
