/**
 * One small class for each way to load plugins. All load the same JARs and provide the same service; each runs in JVMs of
 * its own, with nothing on the class path but its own libraries. To add one: implement
 * {@link dev.hotplug.it.bench.contender.Contender} here, let the pom copy its libraries into {@code target/peers/NAME}, and
 * name it in {@code Entrant}.
 */
package dev.hotplug.it.bench.contender;
