// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;

/** A text of bounded length in one line. */
final class TextType extends OptionType<String> {

    private final int most;
    private final String what;

    TextType(int most, String what) {
        this.most = most;
        this.what = what;
    }

    @Override
    String parse(String text) {
        if (text.length() > most) {
            throw new IllegalArgumentException("too long");
        }
        if (hasControl(text)) {
            throw new IllegalArgumentException("it has a control character");
        }
        return text;
    }

    static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
                return true;
            }
        }
        return false;
    }

    /** Those of ASCII. */
    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    @Override
    String right() {
        return what + ", in one line of at most " + most + " characters";
    }

    @Override
    List<String> wrong() {
        return List.of("a\nb", "x".repeat(most + 1));
    }
}
