/** What the measured plugins share with their host. */
package dev.hotplug.it.bench.spi;
