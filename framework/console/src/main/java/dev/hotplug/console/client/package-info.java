/**
 * The one-shot client. It runs as a process for each command, so all that counts is how soon it has run: it uses
 * nothing but the JDK, avoids what the JVM would have to link or set up first, and is packed alone as
 * {@code plugin.jar}. Nothing else of the console is imported here.
 */
package dev.hotplug.console.client;
