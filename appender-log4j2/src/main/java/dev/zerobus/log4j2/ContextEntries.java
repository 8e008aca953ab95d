// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.log.LogWriter;
import java.util.Arrays;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.apache.logging.log4j.util.TriConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of an event's context. Owned by one thread at a time; used again for other events.
 *
 * <p>Log4j's usual context sorts its keys, into a new array, each time that it is walked through. So the keys of contexts
 * that were walked through are remembered, one list for each number of keys; a context of that size which has a value for
 * each of them has no others, and is asked for these in their order, which allocates nothing. Any other one, and one of
 * another class, whose keys and order may mean something else, walks itself.
 *
 * <p>Bounded: {@value #MOST_KEYS} keys of at most {@value #LONGEST_KEY} characters. Values are not kept.
 */
final class ContextEntries {

    static final int MOST_KEYS = 16;
    static final int LONGEST_KEY = 256;

    /** Not linked: Log4j calls it internal. It is there, and public, from 2.8 on; without it nothing is remembered. */
    private static final String SORTING = "org.apache.logging.log4j.core.impl.JdkMapAdapterStringMap";

    private static final TriConsumer<String, Object, ContextEntries> ENTRY = (key, value, to) -> to.entry(key, value);

    /** By their number; a list that is null is not known. */
    private final String[] @Nullable [] known = new String[MOST_KEYS + 1][];

    private final @Nullable Object[] values = new Object[MOST_KEYS];
    private @Nullable Class<?> sorting;

    // while a context walks itself
    private @Nullable LogWriter out;
    private String @Nullable [] learned;
    private int count;

    void write(ReadOnlyStringMap context, LogWriter to) {
        boolean sorts = context.getClass() == sorting || isSorting(context.getClass());
        int size = sorts ? context.size() : 0;
        if (size <= 0 || size > MOST_KEYS) {
            walk(context, null, to);
            return;
        }
        String[] keys = known[size];
        if (keys != null && hasAll(context, keys)) {
            to.context(keys, values, size);
            Arrays.fill(values, 0, size, null);
        } else {
            known[size] = null;
            String[] list = keys == null ? new String[size] : keys;
            if (walk(context, list, to)) {
                known[size] = list;
            }
        }
    }

    private boolean isSorting(Class<?> type) {
        if (!type.getName().equals(SORTING)) {
            return false;
        }
        sorting = type;
        return true;
    }

    /** Whether there is a value for each key; then they are in {@link #values}. */
    private boolean hasAll(ReadOnlyStringMap context, String[] keys) {
        for (int i = 0; i < keys.length; i++) {
            Object value = context.getValue(keys[i]);
            if (value == null) {
                Arrays.fill(values, 0, i, null);
                return false;
            }
            values[i] = value;
        }
        return true;
    }

    /** Returns whether all keys are in the list now. */
    private boolean walk(ReadOnlyStringMap context, String @Nullable [] list, LogWriter to) {
        out = to;
        learned = list;
        count = 0;
        try {
            context.forEach(ENTRY, this);
            return list != null && learned == list && count == list.length;
        } finally {
            out = null;
            learned = null;
        }
    }

    private void entry(@Nullable String key, @Nullable Object value) {
        String[] list = learned;
        if (list != null) {
            if (key == null || key.length() > LONGEST_KEY || count == list.length) {
                learned = null;
            } else {
                list[count++] = key;
            }
        }
        LogWriter to = out;
        if (to != null) {
            to.context(key, value);
        }
    }
}
