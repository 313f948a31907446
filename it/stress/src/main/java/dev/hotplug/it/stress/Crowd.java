package dev.hotplug.it.stress;

import dev.hotplug.rcu.PluginReference;
import java.util.concurrent.CountDownLatch;

/** Threads that live for ever and call plugins, so that later threads must share places to count their calls. */
final class Crowd {

    private static final int MEMBERS = 256;

    private Crowd() {
    }

    static void takeAllSlots() {
        PluginReference reference = References.live();
        CountDownLatch called = new CountDownLatch(MEMBERS);
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < MEMBERS; i++) {
            Thread member = new Thread(() -> {
                reference.leave(reference.enter());
                called.countDown();
                await(never);
            }, "crowd-" + i);
            member.setDaemon(true);
            member.start();
        }
        await(called);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the crowd", e);
        }
    }
}
