// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Passes the first message of each kind on at once, and then at most one in an interval; the next one that passes says how
 * many were left out. The number of kinds is bounded: the one that was silent for longest is forgotten.
 *
 * <p>Safe from any thread: a lock is held while the books are kept, not while the target writes. Never throws.
 */
public final class RateLimitedStatus implements StatusChannel {

    /** At most one message of a kind in this time by default: ten seconds, in nanoseconds. */
    public static final long INTERVAL_NANOS = 10_000_000_000L;

    static final int MAX_KINDS = 128;
    private static final int MAX_KEY_LENGTH = 160;

    private final StatusChannel target;
    private final LongSupplier nanoClock;
    private final long intervalNanos;

    /** Guarded by itself; in the order in which the kinds last came. */
    private final Map<String, Kind> kinds = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kind> eldest) {
            return size() > MAX_KINDS;
        }
    };

    /**
     * Limits a channel.
     *
     * @param target what gets the messages that pass
     * @param nanoClock a monotonic clock in nanoseconds
     * @param intervalNanos at most one message of a kind in this time
     */
    public RateLimitedStatus(StatusChannel target, LongSupplier nanoClock, long intervalNanos) {
        this.target = target;
        this.nanoClock = nanoClock;
        this.intervalNanos = intervalNanos;
    }

    @Override
    public void say(Level level, String message) {
        say(level, shape(message), message);
    }

    @Override
    public void say(Level level, String key, String message) {
        try {
            long leftOut;
            synchronized (kinds) {
                Kind kind = kinds.computeIfAbsent(level + key, k -> new Kind());
                leftOut = kind.take(nanoClock.getAsLong(), intervalNanos, level, message);
            }
            if (leftOut >= 0) {
                target.say(level, leftOut == 0 ? message : message + " (" + leftOut + " more like this left out)");
            }
        } catch (RuntimeException | Error e) {
            // saying something must never hurt the one who says it
        }
    }

    /**
     * Says the last message of every kind of which messages were left out, and how many: at the end, when no further one
     * would say it.
     */
    public void sayWhatWasLeftOut() {
        List<Kind> silent = new ArrayList<>();
        synchronized (kinds) {
            for (Kind kind : kinds.values()) {
                if (kind.leftOut > 0) {
                    silent.add(kind.copyAndReset());
                }
            }
        }
        for (Kind kind : silent) {
            try {
                target.say(kind.level, kind.last + " (the last of " + kind.leftOut + " that were left out)");
            } catch (RuntimeException | Error e) {
                // as above: this is called while the application closes the client
            }
        }
    }

    /** The message without its numbers: "retry 3 in 120 ms" and "retry 4 in 380 ms" are of one kind. */
    private static String shape(String message) {
        StringBuilder shape = new StringBuilder(Math.min(message.length(), MAX_KEY_LENGTH));
        boolean inNumber = false;
        for (int i = 0; i < message.length() && shape.length() < MAX_KEY_LENGTH; i++) {
            char c = message.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit) {
                shape.append(c);
            } else if (!inNumber) {
                shape.append('#');
            }
            inNumber = digit;
        }
        return shape.toString();
    }

    /** What is known of one kind of message. Guarded by {@code kinds}. */
    private static final class Kind {
        private boolean said;
        private long saidAtNanos;
        private long leftOut;
        private Level level = Level.INFO;
        private String last = "";

        /** Returns how many were left out before this one, or -1 if this one is left out as well. */
        long take(long nowNanos, long intervalNanos, Level itsLevel, String message) {
            if (said && nowNanos - saidAtNanos < intervalNanos) {
                leftOut++;
                level = itsLevel;
                last = message;
                return -1;
            }
            long before = leftOut;
            said = true;
            saidAtNanos = nowNanos;
            leftOut = 0;
            return before;
        }

        Kind copyAndReset() {
            Kind copy = new Kind();
            copy.leftOut = leftOut;
            copy.level = level;
            copy.last = last;
            leftOut = 0;
            return copy;
        }
    }
}
