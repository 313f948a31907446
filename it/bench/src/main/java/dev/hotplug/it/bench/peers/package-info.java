/**
 * The comparison with other ways to load plugins: makes the JARs, runs each contender in JVMs of its own, writes what
 * they measured, and draws it. The commands are in the module's README.
 */
package dev.hotplug.it.bench.peers;
