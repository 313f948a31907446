package dev.hotplug;

import java.util.List;

/**
 * That one plugin uses another, and why. As long as it does, the other cannot be unloaded.
 *
 * @param user id of the plugin that uses
 * @param userLoad the number of its load
 * @param used id of the plugin that is used
 * @param usedLoad the number of its load
 * @param requirement what the user's descriptor says, as {@code text@[1.2,2)}
 * @param packages the packages of the other that the user sees, sorted
 * @param symbols the symbols that the user asked its context for, as {@code com.acme.Text "text"}, sorted
 */
public record UseEdge(String user, long userLoad, String used, long usedLoad, String requirement,
                      List<String> packages, List<String> symbols) {

    /** Copies the lists. */
    public UseEdge {
        packages = List.copyOf(packages);
        symbols = List.copyOf(symbols);
    }
}
