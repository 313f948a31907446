package dev.hotplug.link;

import java.util.ArrayList;
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

    /** So many are sooner looked through than sorted. */
    private static final int FEW = 12;

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
        return !isPrivate() && !isStatic() && (name.isEmpty() || name.charAt(0) != '<');
    }

    /** Members as {@link #find} and {@link #named} need them: sorted if they are more than a few. */
    static Member[] arranged(List<Member> members) {
        Member[] arranged = members.toArray(new Member[0]);
        return arranged.length > FEW ? sorted(arranged) : arranged;
    }

    /** Sorts members by their names. */
    static Member[] sorted(Member[] members) {
        Arrays.sort(members, BY_NAME);
        return members;
    }

    /** The member of that name and descriptor, or {@code null}. */
    static Member find(Member[] arranged, String name, String descriptor) {
        boolean few = arranged.length <= FEW;
        for (int i = few ? 0 : first(arranged, name); i < arranged.length; i++) {
            boolean named = arranged[i].name.equals(name);
            if (named && arranged[i].descriptor.equals(descriptor)) {
                return arranged[i];
            }
            if (!named && !few) {
                return null;
            }
        }
        return null;
    }

    /** All members of that name, in the order of the class file. */
    static List<Member> named(Member[] arranged, String name) {
        boolean few = arranged.length <= FEW;
        List<Member> found = new ArrayList<>();
        for (int i = few ? 0 : first(arranged, name); i < arranged.length; i++) {
            if (arranged[i].name.equals(name)) {
                found.add(arranged[i]);
            } else if (!few) {
                return found;
            }
        }
        return found;
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
