// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;

/** {@code true} or {@code false}, and nothing that only looks like it. */
final class BooleanType extends OptionType<Boolean> {

    @Override
    Boolean parse(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw new IllegalArgumentException("this is neither");
    }

    @Override
    String right() {
        return "true or false";
    }

    @Override
    List<String> wrong() {
        return List.of("yes", "1", "falsch");
    }
}
