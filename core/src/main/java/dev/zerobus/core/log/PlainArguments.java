// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of messages whose text is always the same, in every framework, and runs nobody's code: so it does not matter when
 * it is made, and by whom. Stateless; safe from any thread.
 */
public final class PlainArguments {

    private PlainArguments() {}

    /**
     * Tells whether all of some arguments are plain.
     *
     * @param values the arguments
     * @param count how many of them
     * @return false if one is not, or may not be
     */
    public static boolean are(@Nullable Object[] values, int count) {
        for (int i = 0; i < count; i++) {
            if (!is(values[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells whether an argument is plain.
     *
     * @param value the argument
     * @return false if it is not, or may not be
     */
    public static boolean is(@Nullable Object value) {
        return value == null || is(value.getClass());
    }

    /** Final or asked for exactly: what extends them may show itself otherwise. */
    private static boolean is(Class<?> type) {
        return type == String.class
                || type == Integer.class
                || type == Long.class
                || type == Boolean.class
                || type == Double.class
                || type == BigDecimal.class
                || type == UUID.class
                || type == Character.class
                || type == Float.class
                || type == Short.class
                || type == Byte.class
                || type == BigInteger.class;
    }
}
