/**
 * One small class for each way to load plugins. All load the same JARs and provide the same service; each runs in JVMs
 * of its own, with nothing on the class path but its own libraries. To add one: implement
 * {@link dev.hotplug.it.bench.contender.Contender} here, let the pom copy its libraries into {@code target/peers/NAME},
 * name it in {@code Entrant}, there also among {@code EACH}, and give it a colour in {@code Palette}.
 *
 * <p>What runs at boot and load here uses no lambdas, and strings are joined without {@code invokedynamic}: the first
 * of each costs a cold JVM more than the floor takes for a plugin.
 */
package dev.hotplug.it.bench.contender;
