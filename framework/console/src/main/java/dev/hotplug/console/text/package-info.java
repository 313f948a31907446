/** How words are written and read: for whoever in the console answers an operator. Depends on nothing. */
package dev.hotplug.console.text;
