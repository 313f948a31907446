/**
 * Who provides what, and calling it.
 *
 * <p>{@link dev.hotplug.symbol.SymbolTable} is one immutable snapshot of all visible exports; a writer makes the
 * next one under its own lock and publishes it together with the plugin table, in one store. It consists of
 * {@linkplain dev.hotplug.rcu.Trie tries}, which share what does not change: a publish costs the same with ten plugins
 * and with ten thousand. A
 * {@link dev.hotplug.symbol.GuardedStub} looks its provider up once, and again only where that may have another answer.
 *
 * <h2>Stubs</h2>
 * A guarded service is an instance of a generated class that implements the interface and nothing else. This is each of
 * its methods; {@code current}, {@code enter} and {@code leave} are small enough for the JIT to put them in place:
 *
 * <pre>{@code
 * Binding binding = current();                    // the preferred provider, or PluginUnavailableException
 * int ticket = binding.reference.enter();
 * while (ticket == REFUSED) {                     // it is just going: the next one
 *     binding = next(binding);
 *     ticket = binding.reference.enter();
 * }
 * try {
 *     return ((Greeter) binding.instance).greet(name);
 * } finally {
 *     binding.reference.leave(ticket);            // if the stack is too short even for that: counted as lost
 * }
 * }</pre>
 *
 * It must see both the interface (defined by the host or by an exporting plugin) and this package, so it lives in a
 * {@link dev.hotplug.symbol.BridgeLoader} below the interface's own loader. There is at most one of them for each
 * loader, held weakly: the stubs' instances keep it, and it goes with them and with the exporter.
 *
 * <h2>Concurrency</h2>
 * Nothing here locks on the call path. {@link dev.hotplug.symbol.StubFactory} has one lock, taken when a service is
 * asked for, to find the {@code BridgeLoader}; neither class generation nor foreign code (a type's loader, its
 * initialiser) runs under it. Two threads may write the same stub at the same time; the first is the one that counts. A
 * stub locks on its {@link dev.hotplug.symbol.GuardedSymbol}, which nobody else has; the stub is the application's to
 * lock. What a stub keeps is right as long as its
 * {@link dev.hotplug.symbol.Generation} is not over: with a name, that of the provider; without, that of all candidates for
 * the type. The writer ends the old generations before it publishes the next table, so a caller who has seen the next one
 * never falls back to the old one. A stub must not keep an unloaded plugin: {@code GuardedStub} says how it forgets.
 */
package dev.hotplug.symbol;
