// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names in an order of preference, separated by commas. */
final class NamesType extends OptionType<List<String>> {

    static final int MAX_NAMES = 32;

    private static final String NOTHING = "none";

    @Override
    List<String> parse(String text) {
        if (text.toLowerCase(Locale.ROOT).equals(NOTHING)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String name = part.trim();
            if (name.isEmpty()) {
                throw new IllegalArgumentException("there is an empty name");
            }
            if (names.contains(name)) {
                throw new IllegalArgumentException("'" + name + "' is there twice");
            }
            names.add(name);
        }
        if (names.size() > MAX_NAMES) {
            throw new IllegalArgumentException("there are more than " + MAX_NAMES + " names");
        }
        return List.copyOf(names);
    }

    @Override
    String format(List<String> value) {
        return value.isEmpty() ? NOTHING : String.join(",", value);
    }

    @Override
    String right() {
        return "at most " + MAX_NAMES + " names separated by commas, the one to prefer first; or none";
    }

    @Override
    List<String> wrong() {
        StringBuilder many = new StringBuilder("a");
        for (int i = 0; i < MAX_NAMES; i++) {
            many.append(",a").append(i);
        }
        return List.of(",", "a,,b", "a,b,a", many.toString());
    }
}
