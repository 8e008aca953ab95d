// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import io.delta.kernel.expressions.Literal;
import org.jspecify.annotations.Nullable;

/** Bounds of long texts, cut short: a cut lower bound stays below, a cut upper bound is raised above. Stateless. */
final class StringBounds {

    /** As long as the bounds of other writers of Delta. */
    static final int MAX_CODE_POINTS = 32;

    private static final int HIGHEST = Character.MAX_CODE_POINT;

    private StringBounds() {}

    /** Returns a bound, or null if there is none short enough. */
    static @Nullable Literal literal(String value, boolean upper) {
        String bound = upper ? above(value) : below(value);
        return bound == null ? null : Literal.ofString(bound);
    }

    static String below(String value) {
        return isShort(value) ? value : value.substring(0, value.offsetByCodePoints(0, MAX_CODE_POINTS));
    }

    static @Nullable String above(String value) {
        if (isShort(value)) {
            return value;
        }
        int cut = value.offsetByCodePoints(0, MAX_CODE_POINTS);
        // behind the cut comes the highest code point there is: above everything that goes on with another one
        return value.codePointAt(cut) == HIGHEST ? null : value.substring(0, cut) + Character.toString(HIGHEST);
    }

    private static boolean isShort(String value) {
        return value.length() <= MAX_CODE_POINTS || value.codePointCount(0, value.length()) <= MAX_CODE_POINTS;
    }
}
