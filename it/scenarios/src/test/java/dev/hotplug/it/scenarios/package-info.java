/**
 * What the framework promises, each promise a test class: through its public API, in process or in a forked JVM
 * (the nested {@code main} classes), and through the console.
 */
package dev.hotplug.it.scenarios;
