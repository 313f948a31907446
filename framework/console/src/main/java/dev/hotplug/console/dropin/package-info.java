/**
 * A directory whose JARs are loaded when they appear, reloaded when they are replaced and unloaded when they go.
 *
 * <p>One thread looks, decides and acts, again and again:
 *
 * <ol>
 * <li>{@code Folder} lists the directory: a {@code Stamp} (size, time, identity) for each JAR.
 * <li>{@code Settling} says when the directory has been quiet for long enough, and which files have.
 * <li>{@code Inventory} reads what settled files say of themselves, once for each stamp: a {@code Found}.
 * <li>{@code Plan} compares that with what runs and with the {@code Ledger} of what was done before: a pure function.
 * <li>{@code Steward} carries the plan out on the host and writes the ledger.
 * </ol>
 *
 * <p>Decisions follow from states, never from single events of the file system: an event is only a hint to look, so
 * that one that was lost, doubled or late does no harm. What was loaded follows the directory; what an operator does by
 * hand stands until the content of the file changes.
 *
 * <p>Only {@link dev.hotplug.console.dropin.DropInDirectory} is for others. Everything else belongs to its thread.
 */
package dev.hotplug.console.dropin;
