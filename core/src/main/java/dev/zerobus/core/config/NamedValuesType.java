// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;

/** Names with values, separated by commas. */
final class NamedValuesType extends OptionType<NamedValues> {

    private final String what;

    NamedValuesType(String what) {
        this.what = what;
    }

    @Override
    NamedValues parse(String text) {
        return NamedValues.parse(text);
    }

    @Override
    String right() {
        return what + "; at most " + NamedValues.MAX_VALUES + ", \\, is a comma of a value";
    }

    @Override
    List<String> wrong() {
        return List.of("a", "a=", "=b", "a=1,,b=2", "a=1,a=2", "a b=1", "a=x\ty");
    }
}
