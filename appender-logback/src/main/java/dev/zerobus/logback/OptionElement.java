// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import org.jspecify.annotations.Nullable;

/**
 * The element {@code <option>}: any option by its key, for which there is no element of its own.
 *
 * <pre>{@code
 * <option>
 *   <key>ring.size</key>
 *   <value>64MiB</value>
 * </option>
 * }</pre>
 *
 * Owned by the thread that configures.
 */
public final class OptionElement {

    private @Nullable String key;
    private @Nullable String value;

    /** Makes an empty one, for Joran. */
    public OptionElement() {}

    /**
     * Makes one in code.
     *
     * @param key see {@link #setKey}
     * @param value see {@link #setValue}
     */
    public OptionElement(String key, String value) {
        this.key = key;
        this.value = value;
    }

    /**
     * Sets the option.
     *
     * @param optionKey with or without {@code zerobus.}, as in docs/configuration.md
     */
    public void setKey(String optionKey) {
        key = optionKey;
    }

    /**
     * Sets the option's value.
     *
     * @param text as it would stand in a file of options
     */
    public void setValue(String text) {
        value = text;
    }

    void applyTo(ElementSettings settings, String prefix) {
        if (key == null || key.isBlank()) {
            settings.wrong(
                    "an <option> has no <key>; right is <option><key>ring.size</key><value>64MiB</value></option>");
        } else {
            String bare = key.trim().startsWith("zerobus.") ? key.trim().substring("zerobus.".length()) : key.trim();
            settings.set(prefix + bare, value, "<option>");
        }
    }
}
