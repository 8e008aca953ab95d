// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.method;

import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.status.StatusChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The functions that woven methods call at their end, by the keys that are woven into them. Bounded by the number of methods
 * that are woven. Safe from any thread; the functions throw nothing.
 */
public final class MethodEvents {

    /** No application has more methods that are worth an event; a pattern may well have. */
    static final int MAX_METHODS = 10_000;

    private final Function<String, @Nullable EventDraft> source;
    private final StatusChannel status;
    private final Map<String, MethodEnd> byKey = new ConcurrentHashMap<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Makes the books.
     *
     * @param source begins an event of a name; null if it is refused, which the source has counted
     * @param status where it is said that a value can not be recorded
     */
    public MethodEvents(Function<String, @Nullable EventDraft> source, StatusChannel status) {
        this.source = source;
        this.status = status;
    }

    /**
     * Takes a method in. The same method of the same class has one key, however often the class is loaded or woven again.
     *
     * @param className its class, with dots
     * @param method its name
     * @param descriptor its descriptor
     * @param record what its events have
     * @return the key to weave in; null if there are too many methods
     */
    public @Nullable String register(String className, String method, String descriptor, MethodRecord record) {
        if (count.get() >= MAX_METHODS) {
            return null;
        }
        return keys.computeIfAbsent(className + '#' + method + descriptor + ' ' + record, text -> {
            String key = Integer.toString(count.incrementAndGet());
            byKey.put(key, new MethodEnd(className, method, record, source, status));
            return key;
        });
    }

    /**
     * Finds the function of a method. It takes an array: the start in nanoseconds, the return value, the exception, and the
     * array of the recorded arguments.
     *
     * @param key what {@link #register} has answered
     * @return the function; null if there is none
     */
    public @Nullable Consumer<Object[]> find(String key) {
        return byKey.get(key);
    }

    /**
     * Returns how many methods there are.
     *
     * @return the number of keys
     */
    public int size() {
        return byKey.size();
    }
}
