/**
 * Who provides what, and calling it.
 *
 * <p>{@link dev.hotplug.symbol.SymbolTable} is one immutable snapshot of all visible exports; a writer makes the
 * next one under its own lock and publishes it together with the plugin table, in one store. A
 * {@link dev.hotplug.symbol.GuardedSymbol} looks its provider up in the newest snapshot at each call.
 *
 * <h2>Stubs</h2>
 * A guarded service is an instance of a generated class that implements the interface and nothing else:
 *
 * <pre>{@code
 * Provider provider = guard.enter();
 * try {
 *     return ((Greeter) provider.instance()).greet(name);
 * } finally {
 *     provider.leave();
 * }
 * }</pre>
 *
 * It must see both the interface (defined by the host or by an exporting plugin) and this package, so it lives in a
 * {@link dev.hotplug.symbol.BridgeLoader} below the interface's own loader. There is at most one of them for each
 * loader, held weakly: the stubs' instances keep it, and it goes with them and with the exporter.
 *
 * <h2>Concurrency</h2>
 * Nothing here locks on the call path. {@link dev.hotplug.symbol.StubFactory} has one lock, taken when a service is
 * asked for; class generation runs under it, foreign code does not.
 */
package dev.hotplug.symbol;
