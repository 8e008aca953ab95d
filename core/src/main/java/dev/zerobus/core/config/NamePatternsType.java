// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;

/** Patterns of names that are not those of events, separated by commas. */
final class NamePatternsType extends OptionType<EventPatterns> {

    private final String what;

    NamePatternsType(String what) {
        this.what = what;
    }

    @Override
    EventPatterns parse(String text) {
        return EventPatterns.of(text);
    }

    @Override
    String right() {
        return what;
    }

    @Override
    List<String> wrong() {
        return List.of(",", "a,,b", "a,", "a\tb");
    }
}
