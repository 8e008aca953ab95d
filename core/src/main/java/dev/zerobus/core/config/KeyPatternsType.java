// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;

/** Patterns of names of fields and keys, separated by commas. */
final class KeyPatternsType extends OptionType<KeyPatterns> {

    private final String example;

    KeyPatternsType(String example) {
        this.example = example;
    }

    @Override
    KeyPatterns parse(String text) {
        return KeyPatterns.of(text);
    }

    @Override
    String right() {
        return "names separated by commas, with * for any characters and without regard to case, such as " + example
                + "; or none";
    }

    @Override
    List<String> wrong() {
        return List.of(",", "a,,b", "a,", "a\tb", "a,".repeat(KeyPatterns.MAX_PATTERNS) + "a");
    }
}
