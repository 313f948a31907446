package dev.hotplug.console.dropin;

import java.util.List;

/**
 * A plugin that the host has.
 *
 * @param id its id
 * @param digest of the file that it was loaded from
 * @param uses the plugins that it requires
 */
record Running(String id, String digest, List<String> uses) {
}
