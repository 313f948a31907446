package dev.hotplug.link;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * A field or method as its class file declares it.
 *
 * @param name its name
 * @param descriptor its descriptor
 * @param access the access flags of the class file
 */
record Member(String name, String descriptor, int access) {

    private static final Comparator<Member> BY_NAME = new ByName();

    /** No lambda: the first load of a cold JVM would spin it. */
    private static final class ByName implements Comparator<Member> {

        @Override
        public int compare(Member left, Member right) {
            return left.name.compareTo(right.name);
        }
    }

    boolean is(int flag) {
        return (access & flag) != 0;
    }

    boolean isStatic() {
        return is(Opcodes.ACC_STATIC);
    }

    boolean isPrivate() {
        return is(Opcodes.ACC_PRIVATE);
    }

    boolean isAbstract() {
        return is(Opcodes.ACC_ABSTRACT);
    }

    boolean isFinal() {
        return is(Opcodes.ACC_FINAL);
    }

    boolean isConstructor() {
        return name.equals("<init>");
    }

    /** Whether a subclass can override it, wherever that lies. */
    boolean isInstanceMethod() {
        return !isPrivate() && !isStatic() && !name.startsWith("<");
    }

    /** Members in the order that {@link #find} needs. */
    static Member[] sorted(List<Member> members) {
        Member[] sorted = members.toArray(new Member[0]);
        Arrays.sort(sorted, BY_NAME);
        return sorted;
    }

    /** The member of that name and descriptor, or {@code null}. */
    static Member find(Member[] sorted, String name, String descriptor) {
        for (int i = first(sorted, name); i < sorted.length && sorted[i].name.equals(name); i++) {
            if (sorted[i].descriptor.equals(descriptor)) {
                return sorted[i];
            }
        }
        return null;
    }

    /** All members of that name. */
    static List<Member> named(Member[] sorted, String name) {
        int from = first(sorted, name);
        int to = from;
        while (to < sorted.length && sorted[to].name.equals(name)) {
            to++;
        }
        return Arrays.asList(sorted).subList(from, to);
    }

    /** Index of the first member that is not less than that name. */
    private static int first(Member[] sorted, String name) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle].name.compareTo(name) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
