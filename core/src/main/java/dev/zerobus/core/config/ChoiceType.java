// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of a few words: the constants of an enumeration, in lower case.
 *
 * @param <E> the enumeration
 */
final class ChoiceType<E extends Enum<E>> extends OptionType<E> {

    private final Class<E> choices;

    ChoiceType(Class<E> choices) {
        this.choices = choices;
    }

    @Override
    E parse(String text) {
        for (E choice : choices.getEnumConstants()) {
            if (format(choice).equalsIgnoreCase(text)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("there is no such choice");
    }

    @Override
    String right() {
        return Stream.of(choices.getEnumConstants()).map(this::format).collect(Collectors.joining(" or "));
    }

    @Override
    String format(E value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    List<String> wrong() {
        return List.of("perhaps", "0");
    }
}
