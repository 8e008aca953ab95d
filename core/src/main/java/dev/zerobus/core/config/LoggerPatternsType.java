// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;

/** Patterns of loggers' names, separated by commas. */
final class LoggerPatternsType extends OptionType<EventPatterns> {

    @Override
    EventPatterns parse(String text) {
        return EventPatterns.of(text);
    }

    @Override
    String right() {
        return "names of loggers separated by commas, with * for any characters, such as com.acme.*,org.hibernate.SQL";
    }

    @Override
    List<String> wrong() {
        return List.of(",", "a,,b", "a,", "a\tb");
    }
}
