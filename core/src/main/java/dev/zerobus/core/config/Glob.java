// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

/** Matches a whole text against a pattern in which {@code *} stands for any characters, also none. Stateless. */
final class Glob {

    private Glob() {}

    /**
     * Allocates nothing. Greedy with one step back to the last star: linear for one star, at most length times length.
     *
     * @param ignoreCase whether letters match whatever their case is
     */
    static boolean matches(String pattern, String text, boolean ignoreCase) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && same(pattern.charAt(p), text.charAt(t), ignoreCase)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean same(char a, char b, boolean ignoreCase) {
        return a == b || (ignoreCase && Character.toLowerCase(a) == Character.toLowerCase(b));
    }
}
