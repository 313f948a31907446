/**
 * The life of a plugin, from its file to nothing: registry, load sequence, unload sequence. The only writer.
 *
 * <h2>States</h2>
 * <pre>
 *            register             form              publish            withdraw             unlink
 *  (nothing) --------&gt; UNFORMED ------&gt; COMING ----------&gt; LIVE ------------&gt; GOING --------&gt; (gone)
 *                         |               '------------------------------------^
 *                         '--&gt; (gone)                 a load that fails
 * </pre>
 * An UNFORMED entry reserves its id and nothing else; no reader sees it. It exists before anything costly does, so
 * that a duplicate is turned away for the price of having read it. {@code Registry.transition} is the only place that
 * writes a state, by the successor table in {@link dev.hotplug.api.PluginState}.
 *
 * <h2>Load</h2>
 * {@code LoadSequence} runs the steps of {@code LoadStep} in order; each pushes how to undo it. A failure pops what was
 * pushed, so what is undone is exactly what was done. {@code Teardown} holds the pieces that a failed load and an unload share. What
 * needs the plugin to be quiet (its loader, its image, its arena share, its use edges) is put off while a thread of it
 * still runs: the plugin is in {@code Quarantine} then, and its id is free. The id is
 * freed last, here as in an unload, so that whoever looks finds the plugin at each moment: by its id, or in quarantine,
 * or gone.
 *
 * <p>{@code Examination} answers what an image is and how it links, from the index if that knows. {@code Rehearsal} asks
 * it the same for files that are not to be loaded; it changes nothing, and holds what it links against meanwhile, as a
 * use edge would. {@code Ownership} reads the plans of what is loaded.
 *
 * <h2>Unload</h2>
 * {@code UnloadSequence} has two parts. {@code claim} and {@code release} may refuse, and a refusal changes nothing that
 * anybody can see. After them there is no way back; each further step runs whatever went wrong in the one before. So an
 * unload begins only where there is stack enough to end it. What stands in the way is decided and counted under the
 * writer lock, and put into words without it ({@code Obstacle}, {@code Dependents}): names are found on the stacks of
 * threads, which takes long, and a thread's class may be a plugin's. The decision that turns the users away falls in
 * {@code release}. From then on the plugin counts as stranded: where the rest of that step fails, for want of memory or
 * because a drain gives up, the claim is given up as well, and another unload goes on from there.
 * The use edges are dropped last, so a provider outlives its users.
 *
 * <h2>Synchronization</h2>
 * <table>
 * <caption>Locks, in the order in which they may be taken</caption>
 * <tr><th>lock</th><th>guards</th><th>may be held when taking</th></tr>
 * <tr><td>{@code Exports} (monitor)</td><td>one plugin's exports until LIVE</td><td>the writer lock, to reserve</td></tr>
 * <tr><td>{@code WriterLock}</td><td>{@code Registry}, {@code InFlight}, {@code WaitGraph}, the first block of fields
 *     in {@code Entry}</td><td>{@code Exports}, for the providers of a plugin whose exports are sealed</td></tr>
 * <tr><td>{@code Arena}, {@code ManagedResources}, {@code PluginThreads}, {@code ParameterBinding}
 *     (monitors)</td><td>their own fields</td><td>nothing</td></tr>
 * <tr><td>{@code Entry} (monitor)</td><td>what of a plugin is made when somebody asks for it: its event queue, its
 *     context's threads, resources, logger and host view</td><td>nothing</td></tr>
 * </table>
 * {@code Exports} and the writer lock are taken in both orders, but never by two threads for one plugin: {@code publish}
 * seals first, under the monitor alone, and a sealed {@code Exports} does not reach for the writer lock.
 *
 * <ul>
 * <li><b>No code of a plugin or of a listener runs under any of these.</b> {@code PluginCode}, {@code Announcer} and
 *     {@code ManagedResources.close} are the only places that call it.
 * <li><b>Nobody waits for readers under a lock.</b> The grace period is in {@code Teardown.closeLoader}, which holds
 *     none.
 * <li><b>Waits.</b> A load waits for another of the same bytes ({@code InFlight}), of the same id, or of a plugin that
 *     it requires ({@code Registry}), always in {@code WriterLock.await}: it records who waits for whom before it
 *     sleeps, refuses an edge that would close a circle, has a limit and answers to interrupts. The predicate of
 *     each wait reads only fields that are written under the lock before {@code signal}, so no wake-up is lost. Who
 *     sets a parameter waits, in {@code ParameterBinding}, until its setter has returned from another set.
 * <li><b>Publication.</b> {@code PluginTable.publish} is the one release-store; {@code Registry.snapshot} the acquire-load
 *     that pairs with it. LIVE and all exports of a plugin go across it together, and so do GOING and their end.
 * <li><b>Events</b> of one load come in order through its {@code EventQueue}: the thread that finds the queue idle
 *     delivers, and a listener that causes an event from inside hears it after it has returned.
 * </ul>
 */
package dev.hotplug.lifecycle;
