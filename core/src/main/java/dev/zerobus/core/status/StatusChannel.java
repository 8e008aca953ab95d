// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.status;

/**
 * Where the client's own messages go: a framework's status channel, or standard error. Never the loggers that the client
 * serves. Safe from any thread; never throws; implementations limit the rate.
 */
public interface StatusChannel {

    /** How much a message matters. */
    enum Level {
        /** A change of state that is as it should be. */
        INFO,
        /** Something that heals by itself, or costs something. */
        WARN,
        /** Somebody has to do something. */
        ERROR
    }

    /** The key of what is said when one of our own classes can not be loaded: several places may notice it, of one cause. */
    String DAMAGED = "damaged";

    /**
     * Says something. Messages that differ only in their numbers count as the same one where the rate is limited.
     *
     * @param level how much it matters
     * @param message one line: what, why, and what to do about it
     */
    void say(Level level, String message);

    /**
     * Says something, with a key of its own for limiting the rate.
     *
     * @param level how much it matters
     * @param key messages with the same key share one limit, such as {@code orders/lost}
     * @param message one line: what, why, and what to do about it
     */
    default void say(Level level, String key, String message) {
        say(level, message);
    }
}
