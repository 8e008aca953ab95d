// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import java.util.ArrayList;
import java.util.List;

/**
 * The element {@code <mdc>}: which entries of the MDC become columns. Without it, all do.
 *
 * <pre>{@code
 * <mdc>
 *   <include>user,request_*</include>
 *   <exclude>request_body</exclude>
 * </mdc>
 * }</pre>
 *
 * It is not called {@code <context>} because that is the logger context in Logback. Owned by the thread that configures.
 */
public final class MdcElement {

    private final List<String> included = new ArrayList<>();
    private final List<String> excluded = new ArrayList<>();

    /** Makes an empty one. */
    public MdcElement() {}

    /**
     * Adds keys that are taken.
     *
     * @param patterns separated by commas, {@code *} for any characters
     */
    public void addInclude(String patterns) {
        included.add(patterns);
    }

    /**
     * Adds keys that are left out.
     *
     * @param patterns separated by commas, {@code *} for any characters
     */
    public void addExclude(String patterns) {
        excluded.add(patterns);
    }

    void applyTo(ElementSettings settings) {
        settings.set("log.context", String.join(",", included), "<mdc><include>");
        settings.set("log.context-exclude", String.join(",", excluded), "<mdc><exclude>");
    }
}
