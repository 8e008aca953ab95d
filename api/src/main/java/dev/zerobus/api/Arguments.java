// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.api;

/** Names and values in one array, as {@link Events#emit} takes them. Stateless. */
final class Arguments {

    private static final Object[] ONE_NULL = {null};

    private Arguments() {}

    static void write(EventWriter writer, Object[] namesAndValues) {
        // A single null without a cast arrives as a null array.
        Object[] arguments = namesAndValues == null ? ONE_NULL : namesAndValues;
        int pairs = arguments.length / 2;
        for (int i = 0; i < pairs; i++) {
            field(writer, arguments[2 * i], arguments[2 * i + 1]);
        }
        if (arguments.length % 2 != 0) {
            leftOver(writer, arguments[arguments.length - 1]);
        }
    }

    private static void field(EventWriter writer, Object name, Object value) {
        if (name == null || name instanceof String) {
            writer.put((String) name, value);
        } else if (name instanceof CharSequence) {
            String text = text((CharSequence) name);
            if (text == null) {
                writer.misuse(Misuse.NAME_NOT_TEXT);
            } else {
                writer.put(text, value);
            }
        } else {
            writer.misuse(Misuse.NAME_NOT_TEXT);
        }
    }

    private static String text(CharSequence name) {
        try {
            return name.toString();
        } catch (Throwable broken) {
            return null;
        }
    }

    private static void leftOver(EventWriter writer, Object argument) {
        if (argument instanceof Throwable) {
            writer.failure((Throwable) argument);
        } else {
            writer.misuse(Misuse.VALUE_WITHOUT_NAME);
        }
    }
}
