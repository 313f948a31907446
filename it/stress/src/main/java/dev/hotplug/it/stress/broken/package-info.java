/**
 * Twins: the essential algorithm of a test beside them, with one fault. Each must show its forbidden outcome, or
 * else the test that it stands for could not fail either. The faults are of the kinds that x86 shows; a store that
 * is merely weaker than it should be never does.
 */
package dev.hotplug.it.stress.broken;
