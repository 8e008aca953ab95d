// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import com.sun.management.ThreadMXBean;
import dev.zerobus.api.Events;
import dev.zerobus.api.Severity;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** An application that counts what emitting allocates on its thread: the least of many rounds, in bytes an event. */
public final class Thrifty {

    private static final int EVENTS = 2_000;

    private Thrifty() {}

    public static void main(String[] args) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        Events.emit("thrifty");
        Events.flush(Duration.ofSeconds(30));
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 100; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < EVENTS; i++) {
                emit(i);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
        }
        System.out.println("bytes " + least / EVENTS);
    }

    private static void emit(int i) {
        Events.event("thrifty")
                .put("n", i)
                .put("ok", true)
                .put("ratio", 0.5)
                .put("small", 0.1f)
                .put("letter", 'é')
                .put("note", "a short text")
                .severity(Severity.INFO)
                .message("a message")
                .time(1_000_000L + i)
                .emit();
    }
}
