package dev.hotplug.rcu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrackedReferenceTest {

    private static final int DIVES = 200;
    private static final int CALLS = 100;
    private static final long STACK = 256 * 1024;

    private final TrackedReference reference = new TrackedReference(() -> { });
    private int ticket;
    private int toLeave;
    private int overflows;

    /** The stub counts a call out for which {@code leave} throws; once is enough. */
    @Test
    void leave_atTheEndOfTheStack_throwsOnlyWhileTheCallIsCounted() throws Exception {
        Thread diver = new Thread(null, () -> {
            for (int i = 0; i < DIVES; i++) {
                for (toLeave = 0; toLeave < CALLS; toLeave++) {
                    ticket = reference.enter();
                }
                deepen(i);
                for (; toLeave > 0; toLeave--) {
                    reference.leave(ticket);
                }
            }
            ticket = reference.enter();
        }, "diver", STACK);
        diver.start();
        diver.join();

        assertThat(overflows).as("ends of the stack").isGreaterThan(DIVES);
        assertThat(reference.calls()).isEqualTo(1);
    }

    /** So that the end of the stack is at another place each time. */
    private void deepen(int frames) {
        if (frames > 0) {
            deepen(frames - 1);
        } else {
            dive();
        }
    }

    /** Leaves one call in each frame, on the way back from the end of the stack, where there is enough of it for that. */
    private void dive() {
        try {
            dive();
            leave();
        } catch (StackOverflowError end) {
            overflows++;
        }
    }

    private void leave() {
        if (toLeave > 0) {
            reference.leave(ticket);
            toLeave--;
        }
    }
}
