/**
 * What an operator has written about plugins beforehand, in a file beside them: other names, what is not to be loaded
 * unasked, parameters and order.
 *
 * <p>{@link dev.hotplug.console.config.Configuration} is what is in force, a value;
 * {@link dev.hotplug.console.config.ConfigurationFile} is where it comes from, and replaces it as a whole. The only
 * package that reads YAML.
 */
package dev.hotplug.console.config;
