/**
 * Reading without locks, and knowing when nobody reads any more. Imports nothing but {@code java.*}.
 *
 * <h2>Two kinds of reader, and nothing else</h2>
 * <ul>
 * <li>A <b>read section</b> ({@link dev.hotplug.rcu.RcuDomain#enter}) is short, never blocks, nests, and
 *     protects what is closed or recycled.
 * <li>A <b>reference</b> ({@link dev.hotplug.rcu.PluginReference}) may last and pins the plugin.
 * </ul>
 * A lookup that only follows Java references is neither: it is one acquire-load of an immutable snapshot
 * ({@link dev.hotplug.rcu.Published}), and the collector keeps what it found.
 *
 * <h2>What a read section protects</h2>
 * The collector keeps objects; it does not keep files open. The list of what is closed after a grace period, and
 * is therefore touched only inside a read section:
 * <ul>
 * <li>the staged image of a plugin, when a class or a resource is read from it.
 * </ul>
 *
 * <h2>Access modes</h2>
 * Memory order stands in the method's name: {@code acquire}, {@code publishRelease}. A method without one is
 * sequentially consistent. Who pairs with whom:
 * <table>
 * <caption>Pairs</caption>
 * <tr><th>release</th><th>acquire</th><th>what goes across</th></tr>
 * <tr><td>{@code Published.publishRelease}</td><td>{@code Published.acquire}</td><td>the snapshot and all
 *     that it refers to; LIVE and all exports of a plugin, at once</td></tr>
 * <tr><td>{@code PluginReference.put} (CAS), {@code leave} (release store of an own cell, RMW
 *     otherwise)</td><td>{@code tryRelease}, {@code tryDrain}, {@code awaitReleased} (volatile loads of cells and
 *     word)</td><td>everything a user did with the plugin, before its {@code stop}</td></tr>
 * <tr><td>{@code PluginReference.enter} (RMW on the cell, then the load of {@code fast})</td><td>the unloader's store of
 *     {@code fast}, a full fence, then its loads of the cells</td><td>store-load on both sides: either the unloader
 *     sees the call, or the caller sees the switch</td></tr>
 * <tr><td>{@code RcuDomain.leave} (decrement)</td><td>{@code RcuDomain.synchronize} (load of the
 *     cell)</td><td>everything a reader did in its section, before what it read is closed</td></tr>
 * <tr><td>the store that unlinks, then {@code synchronize}'s full fence</td><td>{@code RcuDomain.enter}
 *     (increment, a full fence), then the reader's load</td><td>store-load on both sides: either the
 *     writer sees the reader, or the reader sees the unlink</td></tr>
 * </table>
 *
 * <h2>Locks</h2>
 * {@code RcuDomain} has one, for one grace period at a time. It is taken with no other lock held, and
 * nothing is called under it.
 */
package dev.hotplug.rcu;
