/** What the measured plugin shares with its host. */
package dev.hotplug.it.bench.spi;
