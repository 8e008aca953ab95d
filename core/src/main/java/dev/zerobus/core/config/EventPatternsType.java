// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;

/** Patterns of event names, separated by commas. */
final class EventPatternsType extends OptionType<EventPatterns> {

    @Override
    EventPatterns parse(String text) {
        return EventPatterns.of(text);
    }

    @Override
    String right() {
        return "names of events separated by commas, with * for any characters, such as order_*,payment_failed";
    }

    @Override
    List<String> wrong() {
        return List.of(",", "a,,b", "a,", "a\tb");
    }
}
