package dev.hotplug.rcu;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An immutable map by equality, which shares its parts with its predecessor as {@link Trie} does. No order.
 *
 * <p>May be published like any immutable object.
 *
 * @param <K> the keys; equality and hash code never change
 * @param <V> the values; never {@code null}
 */
public final class TrieMap<K, V> {

    /** Spreads hash codes over the highest digits, which branch first. As Fibonacci hashing does (D. E. Knuth). */
    private static final int SPREAD = 0x9E3779B1;
    /** So that 32 bits end where a digit ends. */
    private static final int ALIGN = 3;
    private static final TrieMap<?, ?> EMPTY = new TrieMap<>(Trie.empty());

    private final Trie<Slot<K, V>> slots;

    /** An entry, and those whose keys have the same hash code. */
    private record Slot<K, V>(K key, V value, Slot<K, V> next) {
    }

    private TrieMap(Trie<Slot<K, V>> slots) {
        this.slots = slots;
    }

    /** A map without an entry. */
    @SuppressWarnings("unchecked")
    public static <K, V> TrieMap<K, V> empty() {
        return (TrieMap<K, V>) EMPTY;
    }

    /** The value of a key, or {@code null}. */
    public V get(Object key) {
        Slot<K, V> slot = slots.get(number(key));
        while (slot != null && slot.key != key && !slot.key.equals(key)) {
            slot = slot.next;
        }
        return slot == null ? null : slot.value;
    }

    /** This map and one more entry, or another value for a key that it has. */
    public TrieMap<K, V> with(K key, V value) {
        Objects.requireNonNull(value, "value");
        long number = number(key);
        return new TrieMap<>(slots.with(number, new Slot<>(key, value, rest(slots.get(number), key))));
    }

    /** This map without one entry; this map itself if it has none for the key. */
    public TrieMap<K, V> without(K key) {
        if (get(key) == null) {
            return this;
        }
        long number = number(key);
        Slot<K, V> rest = rest(slots.get(number), key);
        return new TrieMap<>(rest == null ? slots.without(number) : slots.with(number, rest));
    }

    /** All keys, in no particular order; a copy. */
    public List<K> keys() {
        List<K> keys = new ArrayList<>();
        for (Slot<K, V> first : slots.values()) {
            for (Slot<K, V> slot = first; slot != null; slot = slot.next) {
                keys.add(slot.key);
            }
        }
        return keys;
    }

    /** The entries of a hash code but for one. */
    private static <K, V> Slot<K, V> rest(Slot<K, V> slot, Object key) {
        if (slot == null) {
            return null;
        }
        return slot.key.equals(key) ? slot.next : new Slot<>(slot.key, slot.value, rest(slot.next, key));
    }

    private static long number(Object key) {
        return Integer.toUnsignedLong(key.hashCode() * SPREAD) << ALIGN;
    }
}
