package dev.hotplug.console.dropin;

import java.util.List;

/**
 * A plugin that the host has.
 *
 * @param id its id
 * @param digest of the file that it was loaded from
 * @param uses the plugins that it requires
 * @param isGoing whether it is being unloaded, or a drain of it was given up: it takes no call any more
 */
record Running(String id, String digest, List<String> uses, boolean isGoing) {
}
