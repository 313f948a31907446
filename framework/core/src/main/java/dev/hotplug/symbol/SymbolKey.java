package dev.hotplug.symbol;

/**
 * Names an exported object. Two symbols clash only if both parts are equal.
 *
 * @param type its type
 * @param name its name, by default the exporting plugin's id
 */
public record SymbolKey(Class<?> type, String name) {

    /** Written out: a record's own would be linked by {@code invokedynamic}, which costs a cold JVM 15 ms. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SymbolKey key && key.type == type && key.name.equals(name);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + name.hashCode();
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return type.getName() + " \"" + name + "\"";
    }
}
