/**
 * What travels between the other packages: values, and the two seams ({@link
 * dev.hotplug.model.ClassArchive}, {@link dev.hotplug.model.HostClasses}) that let linking and class loading
 * know nothing of files and hosts.
 *
 * <p>Values are immutable and safe for use by many threads. Nothing here is {@code null} unless said.
 */
package dev.hotplug.model;
