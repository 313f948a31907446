package dev.hotplug.rcu;

/**
 * Makes the end of the stack come before something is begun that would have to be ended: what overflows between the two
 * leaves a lock held or a count too high, for good.
 */
public final class StackRoom {

    /** For a few calls that go no deeper than a lock or an atomic variable of the JDK does. */
    public static final int FOR_A_FEW_CALLS = 24;

    private StackRoom() {
    }

    /**
     * Overflows if there are not at least so many frames left, of about a hundred bytes compiled and two hundred
     * interpreted.
     *
     * @param frames how many
     */
    public static void reserve(int frames) {
        take(frames, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    /** Whether there are, for who can do it elsewhere if not. */
    public static boolean isLeft(int frames) {
        try {
            reserve(frames);
            return true;
        } catch (StackOverflowError tooLittleIsLeft) {
            return false;
        }
    }

    /** All of them are needed after the inner call, so that compiled frames are not much smaller than others. */
    private static long take(int frames, long a, long b, long c, long d, long e, long f, long g, long h) {
        return frames == 0 ? a : take(frames - 1, b, c, d, e, f, g, h, a) ^ a ^ b ^ c ^ d ^ e ^ f ^ g ^ h;
    }
}
