package dev.hotplug.symbol;

/** Defined again and again, to have as many types of symbols as a table is to hold. */
interface Marker {
}
