// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Regular expressions separated by white space. Not by commas, which they have themselves; a blank in one is written as
 * {@code \x20}.
 */
final class RegexListType extends OptionType<List<Pattern>> {

    static final int MAX_PATTERNS = 64;

    @Override
    List<Pattern> parse(String text) {
        List<Pattern> patterns = new ArrayList<>();
        for (String expression : text.trim().split("\\s+", -1)) {
            patterns.add(compiled(expression));
        }
        if (patterns.size() > MAX_PATTERNS) {
            throw new IllegalArgumentException("there are more than " + MAX_PATTERNS + " expressions");
        }
        return List.copyOf(patterns);
    }

    private static Pattern compiled(String expression) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            String where = e.getIndex() < 0 ? "" : " near index " + e.getIndex();
            throw new IllegalArgumentException(
                    "'" + Problems.shown(expression) + "' is no regular expression: " + e.getDescription() + where, e);
        }
        if (pattern.matcher("").matches()) {
            throw new IllegalArgumentException("'" + Problems.shown(expression) + "' matches the empty text");
        }
        return pattern;
    }

    @Override
    String format(List<Pattern> value) {
        return value.stream().map(Pattern::pattern).collect(Collectors.joining(" "));
    }

    @Override
    String listSeparator() {
        return " ";
    }

    @Override
    String right() {
        return "at most " + MAX_PATTERNS
                + " regular expressions (java.util.regex) separated by white space, a blank inside"
                + " one written as \\x20, such as (?<=token=)\\S+ \\b\\d{16}\\b";
    }

    @Override
    List<String> wrong() {
        return List.of("(", "a (b", "x*", "[a", "a ".repeat(MAX_PATTERNS) + "a");
    }
}
