// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.util.Locale;

/** How many letters have to change to make one name of another: finds what a mistyped one was meant to be. Stateless. */
public final class Distance {

    private Distance() {}

    /**
     * Counts; case does not matter. Levenshtein's distance, in two rows.
     *
     * @param one a name
     * @param other another one
     * @return how many letters to add, to take away or to change
     */
    public static int between(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
            }
            int[] swap = above;
            above = row;
            row = swap;
        }
        return above[b.length()];
    }
}
