// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A set of frameworks: their names separated by commas, or {@code none}. */
final class CaptureFrameworksType extends OptionType<Set<CaptureFramework>> {

    private static final String NONE = "none";

    @Override
    Set<CaptureFramework> parse(String text) {
        Set<CaptureFramework> frameworks = EnumSet.noneOf(CaptureFramework.class);
        if (!text.equalsIgnoreCase(NONE)) {
            for (String name : text.split(",", -1)) {
                frameworks.add(CaptureFramework.valueOf(name.trim().toUpperCase(Locale.ROOT)));
            }
        }
        return Collections.unmodifiableSet(frameworks);
    }

    @Override
    String right() {
        return "log4j2, logback and jul separated by commas, or none";
    }

    @Override
    String format(Set<CaptureFramework> value) {
        return value.isEmpty()
                ? NONE
                : value.stream().map(f -> f.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(","));
    }

    @Override
    List<String> wrong() {
        return List.of("log4j", "jul,", "none,jul");
    }
}
