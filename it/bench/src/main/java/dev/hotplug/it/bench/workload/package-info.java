/** What is done with a contender, in a JVM of its own, which prints what it measured. */
package dev.hotplug.it.bench.workload;
