/** Memory-model tests of references and read sections, and what runs all tests and their twins. */
package dev.hotplug.it.stress;
