package dev.hotplug.symbol;

/**
 * Names an exported object. Two symbols clash only if both parts are equal.
 *
 * @param type its type
 * @param name its name, by default the exporting plugin's id
 */
public record SymbolKey(Class<?> type, String name) {

    /** As messages name it. */
    @Override
    public String toString() {
        return type.getName() + " \"" + name + "\"";
    }
}
