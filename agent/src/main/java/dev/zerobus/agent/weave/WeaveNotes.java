// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import dev.zerobus.agent.method.MethodRule;
import dev.zerobus.agent.method.MethodRules;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.status.StatusChannel.Level;
import dev.zerobus.core.thread.OwnThread;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the transformer has to say, said by a thread of ours: writing to standard error while a class is being loaded may run
 * the application's code, which may want the very class. The thread is started with the first note, and ends when nothing
 * was noted for a while. Safe from any thread.
 */
final class WeaveNotes {

    /** Notes that wait; more at once are counted only. */
    private static final int MAX_WAITING = 1_000;

    private static final long IDLE_MILLIS = 5_000;

    /** After this time an application that uses a class has normally loaded it. */
    static final long UNMATCHED_MILLIS = 120_000;

    private final StatusChannel status;
    private final MethodRules rules;
    private final boolean verbose;
    /** Guarded by this. */
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    private final Set<MethodRule> metClass = ConcurrentHashMap.newKeySet();
    private final Set<MethodRule> metMethod = ConcurrentHashMap.newKeySet();
    private final AtomicLong woven = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong damaged = new AtomicLong();
    private long unmatchedAtNanos;
    private boolean unmatchedSaid;

    /** Guarded by this. */
    private @Nullable Thread speaker;

    /** Guarded by this. */
    private boolean closed;

    WeaveNotes(StatusChannel status, MethodRules rules, boolean verbose) {
        this.status = status;
        this.rules = rules;
        this.verbose = verbose;
        this.unmatchedAtNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(UNMATCHED_MILLIS);
        this.unmatchedSaid = rules.isEmpty();
    }

    long wovenClasses() {
        return woven.get();
    }

    long failedClasses() {
        return failed.get();
    }

    /** Rules that never meet a class are only noticed by somebody who waits for it. */
    void started() {
        if (!rules.isEmpty()) {
            note(() -> {});
        }
    }

    void woven(String className, List<String> what) {
        long number = woven.incrementAndGet();
        if (!verbose) {
            return;
        }
        note(() -> status.say(
                Level.INFO,
                "agent/woven",
                "events come from " + className + ": " + String.join(", ", what) + " (class " + number + ")"));
    }

    void failed(String className, Throwable broken) {
        failed.incrementAndGet();
        // as text at once: a throwable may hold on to the application's classes
        String why = broken.toString();
        note(() -> status.say(
                Level.WARN,
                "agent/not woven/" + why,
                className + " could not be made to emit events and stays as it is: " + why));
    }

    /** A class of the agent's own is missing, and will be for every other class as well: that is said once. */
    void damaged(String className, NoClassDefFoundError missing) {
        failed.incrementAndGet();
        if (damaged.getAndIncrement() == 0) {
            String why = missing.toString();
            note(() -> status.say(
                    Level.ERROR,
                    StatusChannel.DAMAGED,
                    className + " stays as it is, and so may others: a part of the agent can not be loaded: " + why
                            + "; if its jar is damaged, take it as it was published"));
        }
    }

    void noHook(String className) {
        note(() -> status.say(
                Level.WARN,
                "agent/no hook/" + className,
                className + " has not the method that log events pass: its version is not one that the agent knows;"
                        + " its log events are not captured. The appender does not need that method"));
    }

    void tooMany(String className, String method) {
        note(() -> status.say(
                Level.WARN,
                "agent/too many",
                className + '#' + method + " emits no events: there are as many methods that do as there may be; make a"
                        + " rule's pattern narrower"));
    }

    void odd(String message) {
        note(() -> status.say(Level.WARN, message, message));
    }

    /** A rule that means a class of which no method fits is wrong for that class, and perhaps right for another one. */
    void met(MethodRule rule, String className, boolean method) {
        metClass.add(rule);
        if (method) {
            metMethod.add(rule);
        } else if (rule.exactClass() != null) {
            note(() -> status.say(
                    Level.WARN,
                    "agent/no method/" + rule,
                    rule + ": " + className
                            + " is there, but has no such method with code of its own; look at its name, the"
                            + " types of its parameters, and whether a superclass has it"));
        }
    }

    private synchronized void note(Runnable what) {
        if (closed || waiting.size() >= MAX_WAITING) {
            return;
        }
        waiting.add(what);
        if (speaker == null) {
            Thread thread = OwnThread.of(this::speak, "weaving");
            speaker = thread;
            thread.start();
        } else {
            notifyAll();
        }
    }

    private void speak() {
        try {
            do {
                Runnable next = await();
                while (next != null) {
                    next.run();
                    next = poll();
                }
                sayUnmatched();
            } while (stays());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Runnable await() throws InterruptedException {
        long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
        long leftMillis = IDLE_MILLIS;
        while (waiting.isEmpty() && leftMillis > 0) {
            wait(leftMillis);
            leftMillis = TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
        }
        return waiting.poll();
    }

    private synchronized @Nullable Runnable poll() {
        return waiting.poll();
    }

    private void sayUnmatched() {
        if (unmatchedSaid || System.nanoTime() - unmatchedAtNanos < 0) {
            return;
        }
        unmatchedSaid = true;
        for (String message : unmatched()) {
            status.say(Level.WARN, message, message);
        }
    }

    List<String> unmatched() {
        List<String> messages = new ArrayList<>();
        for (MethodRule rule : rules.all()) {
            if (!metClass.contains(rule)) {
                messages.add(rule + " has met no class in the first " + UNMATCHED_MILLIS / 1_000
                        + " s; look at its class's name, unless the class is used later");
            } else if (!metMethod.contains(rule) && rule.exactClass() == null) {
                messages.add(rule + " has met classes, but none with such a method");
            }
        }
        return messages;
    }

    private synchronized boolean stays() {
        if (closed || (unmatchedSaid && waiting.isEmpty())) {
            speaker = null;
            return false;
        }
        return true;
    }

    void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = speaker;
        }
        if (running != null) {
            running.interrupt();
        }
    }
}
