package dev.hotplug.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    private final EventQueue queue = new EventQueue();
    private final List<String> heard = new ArrayList<>();

    @Test
    void deliver_ofALaterEvent_deliversWhatWasAddedBefore() {
        queue.add(() -> heard.add("live"));
        queue.add(() -> heard.add("going"));
        queue.deliver();
        queue.deliver();
        assertThat(heard).containsExactly("live", "going");
    }

    @Test
    void deliver_fromInsideAnEvent_isHeardAfterIt() {
        queue.add(() -> {
            queue.add(() -> heard.add("inner"));
            queue.deliver();
            heard.add("outer");
        });
        queue.deliver();
        assertThat(heard).containsExactly("outer", "inner");
    }

    @Test
    void deliver_afterAnEventThatThrew_goesOn() {
        queue.add(() -> {
            throw new StackOverflowError("somewhere in the middle");
        });
        queue.add(() -> heard.add("next"));
        queue.deliver();
        queue.add(() -> heard.add("last"));
        queue.deliver();
        assertThat(heard).containsExactly("next", "last");
    }

    @Test
    void deliver_afterAnEventThatThrewWhatCannotBeTold_goesOn() {
        queue.add(() -> {
            throw new Untellable();
        });
        queue.add(() -> heard.add("next"));
        queue.deliver();
        queue.add(() -> heard.add("last"));
        queue.deliver();
        assertThat(heard).containsExactly("next", "last");
    }

    private static final class Untellable extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            throw new StackOverflowError("there is no room to tell it");
        }
    }

    @Test
    void deliver_byMany_deliversEachOnceAndInOrder() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        int[] next = new int[1];
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int k = 0; k < 5_000; k++) {
                    synchronized (next) {
                        int number = next[0]++;
                        queue.add(() -> numbers.add(number));
                    }
                    queue.deliver();
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(numbers).isEqualTo(IntStream.range(0, 20_000).boxed().toList());
    }
}
