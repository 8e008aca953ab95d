// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.method;

import dev.zerobus.core.config.EventPatterns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names methods of classes that were not written for us, and says what their events have. Immutable. */
public final class MethodRule {

    /** What constructors are called in class files, and in rules. */
    public static final String CONSTRUCTOR = "<init>";

    private final String label;
    private final String className;
    private final @Nullable EventPatterns pattern;
    private final String method;
    private final @Nullable List<String> parameters;
    private final MethodRecord record;

    MethodRule(String label, String className, String method, @Nullable List<String> parameters, MethodRecord record) {
        this.label = label;
        this.className = className;
        this.pattern = className.indexOf('*') < 0 ? null : EventPatterns.of(className);
        this.method = method;
        this.parameters = parameters == null ? null : List.copyOf(parameters);
        this.record = record;
    }

    /**
     * Tells whether a class is meant.
     *
     * @param name its name, with dots; inner classes with {@code $}
     * @return whether it is
     */
    public boolean matchesClass(String name) {
        return pattern == null ? className.equals(name) : pattern.matches(name);
    }

    /**
     * Returns the name of the one class that is meant.
     *
     * @return with dots; null if a pattern names several
     */
    public @Nullable String exactClass() {
        return pattern == null ? className : null;
    }

    /**
     * Tells whether a method of such a class is meant.
     *
     * @param name its name; {@value #CONSTRUCTOR} for constructors
     * @param types the types of its parameters as in source, such as {@code long} and {@code java.lang.String[]}
     * @return whether it is
     */
    public boolean matchesMethod(String name, List<String> types) {
        return method.equals(name) && (parameters == null || parameters.equals(types));
    }

    /**
     * Returns what the events have.
     *
     * @return what is recorded
     */
    public MethodRecord record() {
        return record;
    }

    /** Returns how messages call it, such as {@code rule 2 (com.acme.Orders#place)}. */
    @Override
    public String toString() {
        return label;
    }
}
