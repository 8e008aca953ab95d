// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names with their values: {@code team=payments, region=eu}. Immutable. */
public final class NamedValues {

    /** How many there can be. */
    public static final int MAX_VALUES = 32;

    private static final int MAX_VALUE_CHARS = 1_024;
    private static final int MAX_NAME_CHARS = 128;

    private final Map<String, String> values;

    private NamedValues(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Reads them.
     *
     * @param text {@code name=value, name=value}; a colon may stand for the equals sign; {@code \,} and {@code \\} are a comma
     *     and a backslash of a value
     * @return the values in their order
     * @throws IllegalArgumentException saying what is wrong
     */
    public static NamedValues parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && (text.charAt(i + 1) == ',' || text.charAt(i + 1) == '\\')) {
                piece.append(text.charAt(++i));
            } else if (c == ',') {
                add(values, piece.toString());
                piece.setLength(0);
            } else {
                piece.append(c);
            }
        }
        add(values, piece.toString());
        if (values.size() > MAX_VALUES) {
            throw new IllegalArgumentException("there are more than " + MAX_VALUES);
        }
        return new NamedValues(values);
    }

    private static void add(Map<String, String> values, String piece) {
        int equal = piece.indexOf('=');
        int colon = piece.indexOf(':');
        int at = equal < 0 || (colon >= 0 && colon < equal) ? colon : equal;
        String name = at < 0 ? "" : piece.substring(0, at).trim();
        String value = at < 0 ? "" : piece.substring(at + 1).trim();
        if (at < 0 || value.isEmpty()) {
            throw new IllegalArgumentException("there is something that is no name=value");
        }
        if (!isName(name)) {
            throw new IllegalArgumentException("a name is not of letters, digits and _ . / -");
        }
        if (value.length() > MAX_VALUE_CHARS || TextType.hasControl(value)) {
            throw new IllegalArgumentException("the value of " + name + " is too long, or has a control character");
        }
        if (values.put(name, value) != null) {
            throw new IllegalArgumentException(name + " is there twice");
        }
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean inside = i > 0 && (c == '.' || c == '/' || c == '-');
            if (!TextType.isLetterOrDigit(c) && c != '_' && !inside) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= MAX_NAME_CHARS;
    }

    /**
     * Returns them.
     *
     * @return in their order; can not be changed
     */
    public Map<String, String> all() {
        return values;
    }

    /** Writes them so that {@link #parse} reads them again. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(text.length() == 0 ? "" : ",")
                .append(name)
                .append('=')
                .append(value.replace("\\", "\\\\").replace(",", "\\,")));
        return text.toString();
    }
}
