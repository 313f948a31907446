package dev.hotplug.rcu;

import java.util.AbstractCollection;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * An immutable table of values by number, in ascending order. What is made of it by a change shares all with it but a
 * few small arrays, so that a table of ten thousand costs its writer as little as one of ten.
 *
 * <p>May be published like any immutable object.
 *
 * @param <V> the values; never {@code null}
 */
public final class Trie<V> {

    /*
     * A number is a word of thirteen digits of five bits, the highest first. A node branches by one digit; digits
     * that do not tell its numbers apart have no node (a radix tree, D. R. Morrison's PATRICIA), so the depth is the
     * logarithm of the size whether numbers are dense (load numbers) or scattered (hash codes), and each set of
     * numbers has one shape only.
     *
     *   bits     which digits there are; the slot of digit d is the number of bits below d (P. Bagwell's array-mapped
     *            trie)
     *   prefix   all digits before this one; what differs there is not below this node
     *
     * A slot is a node or a leaf. A node has two slots at least. A lookup compares nothing on its way but asks the leaf
     * in the end.
     */

    private static final int DIGIT = 5;
    private static final int MASK = (1 << DIGIT) - 1;
    private static final Trie<?> EMPTY = new Trie<>(null, 0);

    private final Object root;
    private final int size;

    private record Leaf(long number, Object value) {
    }

    private record Node(long prefix, int shift, int bits, Object[] slots) {

        int slotOf(int digit) {
            return Integer.bitCount(bits & ((1 << digit) - 1));
        }

        boolean has(int digit) {
            return (bits & 1 << digit) != 0;
        }

        Node replaced(int slot, Object child) {
            Object[] next = slots.clone();
            next[slot] = child;
            return new Node(prefix, shift, bits, next);
        }

        Node inserted(int digit, Object child) {
            int slot = slotOf(digit);
            Object[] next = new Object[slots.length + 1];
            System.arraycopy(slots, 0, next, 0, slot);
            next[slot] = child;
            System.arraycopy(slots, slot, next, slot + 1, slots.length - slot);
            return new Node(prefix, shift, bits | 1 << digit, next);
        }

        /** Without one of its slots; what is left if that is only one. */
        Object removed(int digit) {
            int slot = slotOf(digit);
            if (slots.length == 2) {
                return slots[1 - slot];
            }
            Object[] next = new Object[slots.length - 1];
            System.arraycopy(slots, 0, next, 0, slot);
            System.arraycopy(slots, slot + 1, next, slot, next.length - slot);
            return new Node(prefix, shift, bits & ~(1 << digit), next);
        }
    }

    private Trie(Object root, int size) {
        this.root = root;
        this.size = size;
    }

    /** A table without a value. */
    @SuppressWarnings("unchecked")
    public static <V> Trie<V> empty() {
        return (Trie<V>) EMPTY;
    }

    /** How many values there are. */
    public int size() {
        return size;
    }

    /** Whether there is no value. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The value of a number, or {@code null}. */
    @SuppressWarnings("unchecked")
    public V get(long number) {
        Object at = root;
        while (at instanceof Node node) {
            int digit = digit(number, node.shift);
            if (!node.has(digit)) {
                return null;
            }
            at = node.slots[node.slotOf(digit)];
        }
        return at instanceof Leaf leaf && leaf.number == number ? (V) leaf.value : null;
    }

    /** The value of the lowest number, or {@code null} if there is none. */
    public V first() {
        return first(root);
    }

    /**
     * The value of the lowest number above another.
     *
     * @param number not negative; need not be in the table
     * @return the value, or {@code null} if there is none
     */
    public V above(long number) {
        return first(above(root, number));
    }

    /**
     * This table and one more value, or another one for a number that it has.
     *
     * @param number not negative
     * @param value the value
     * @return the next table
     */
    public Trie<V> with(long number, V value) {
        if (number < 0) {
            throw new IllegalArgumentException("number: " + number + " (expected: not negative)");
        }
        Leaf leaf = new Leaf(number, Objects.requireNonNull(value, "value"));
        boolean known = get(number) != null;
        return new Trie<>(root == null ? leaf : with(root, leaf), known ? size : size + 1);
    }

    /**
     * This table without one value.
     *
     * @return the next table; this one if it has none for the number
     */
    public Trie<V> without(long number) {
        return get(number) == null ? this : size == 1 ? empty() : new Trie<>(without(root, number), size - 1);
    }

    /** All values in ascending order of their numbers; an unmodifiable view. */
    public Collection<V> values() {
        return new AbstractCollection<>() {
            @Override
            public Iterator<V> iterator() {
                return new Walk<>(root);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private static Object with(Object at, Leaf leaf) {
        if (at instanceof Node node) {
            if (prefix(leaf.number, node.shift) != node.prefix) {
                return fork(node.prefix << node.shift + DIGIT, node, leaf);
            }
            int digit = digit(leaf.number, node.shift);
            if (!node.has(digit)) {
                return node.inserted(digit, leaf);
            }
            int slot = node.slotOf(digit);
            return node.replaced(slot, with(node.slots[slot], leaf));
        }
        long number = ((Leaf) at).number;
        return number == leaf.number ? leaf : fork(number, at, leaf);
    }

    /** A node above two, at the first digit in which they differ. */
    private static Node fork(long number, Object at, Leaf leaf) {
        int shift = (Long.SIZE - 1 - Long.numberOfLeadingZeros(number ^ leaf.number)) / DIGIT * DIGIT;
        int one = digit(number, shift);
        int other = digit(leaf.number, shift);
        return new Node(prefix(number, shift), shift, 1 << one | 1 << other,
                one < other ? new Object[] {at, leaf} : new Object[] {leaf, at});
    }

    /** Only for a number that is there. */
    private static Object without(Object at, long number) {
        Node node = (Node) at;
        int digit = digit(number, node.shift);
        int slot = node.slotOf(digit);
        return node.slots[slot] instanceof Leaf ? node.removed(digit)
                : node.replaced(slot, without(node.slots[slot], number));
    }

    @SuppressWarnings("unchecked")
    private static <V> V first(Object from) {
        Object at = from;
        while (at instanceof Node node) {
            at = node.slots[0];
        }
        return at instanceof Leaf leaf ? (V) leaf.value : null;
    }

    /** The lowest part of a subtree of which all is above a number, or {@code null}. */
    private static Object above(Object at, long number) {
        if (!(at instanceof Node node)) {
            return at instanceof Leaf leaf && leaf.number > number ? at : null;
        }
        long prefix = prefix(number, node.shift);
        if (prefix != node.prefix) {
            return prefix < node.prefix ? node : null;
        }
        int digit = digit(number, node.shift);
        int slot = node.slotOf(digit);
        if (node.has(digit)) {
            Object found = above(node.slots[slot], number);
            if (found != null) {
                return found;
            }
            slot++;
        }
        return slot < node.slots.length ? node.slots[slot] : null;
    }

    private static int digit(long number, int shift) {
        return (int) (number >>> shift) & MASK;
    }

    private static long prefix(long number, int shift) {
        // The highest digit has fewer bits, and Java would shift by the rest of the division by 64.
        return shift + DIGIT < Long.SIZE ? number >>> shift + DIGIT : 0;
    }

    private static final class Walk<V> implements Iterator<V> {

        private final Deque<Object> ahead = new ArrayDeque<>();

        Walk(Object root) {
            if (root != null) {
                ahead.push(root);
            }
        }

        @Override
        public boolean hasNext() {
            return !ahead.isEmpty();
        }

        @Override
        @SuppressWarnings("unchecked")
        public V next() {
            if (ahead.isEmpty()) {
                throw new NoSuchElementException();
            }
            Object at = ahead.pop();
            while (at instanceof Node node) {
                for (int slot = node.slots.length - 1; slot > 0; slot--) {
                    ahead.push(node.slots[slot]);
                }
                at = node.slots[0];
            }
            return (V) ((Leaf) at).value;
        }
    }
}
