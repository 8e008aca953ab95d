// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;

/** Options are wrong: all of them, at once. Each problem names the key, the value, where it was set and what is right. */
public final class ConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * Reports one problem that only shows when a client is put together.
     *
     * @param problem what is wrong, with the option's name, and what is right
     */
    public ConfigException(String problem) {
        this(List.of(problem), List.of());
    }

    ConfigException(List<String> problems, List<String> warnings) {
        super(text(problems, warnings));
        this.problems = List.copyOf(problems);
    }

    private static String text(List<String> problems, List<String> warnings) {
        StringBuilder text = new StringBuilder(
                problems.size() == 1
                        ? "the configuration is wrong:"
                        : "the configuration is wrong in " + problems.size() + " places:");
        problems.forEach(problem -> text.append("\n  - ").append(problem));
        warnings.forEach(warning -> text.append("\n  - perhaps also: ").append(warning));
        return text.toString();
    }

    /**
     * Returns what is wrong.
     *
     * @return one line for each problem; can not be changed
     */
    public List<String> problems() {
        return problems == null ? List.of() : problems;
    }
}
