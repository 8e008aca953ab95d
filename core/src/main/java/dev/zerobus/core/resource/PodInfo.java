// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.resource;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads labels and annotations as the downward API writes them: a line {@code key="value"} each, the value with Go's escapes
 * (Kubernetes documentation). Stateless.
 */
final class PodInfo {

    private PodInfo() {}

    /** Reads them in their order; lines that are none are passed over. */
    static Map<String, String> read(@Nullable String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (text == null) {
            return pairs;
        }
        for (String line : text.split("\n", -1)) {
            int equal = line.indexOf('=');
            String key = equal < 1 ? "" : line.substring(0, equal).trim();
            String quoted = equal < 1 ? "" : line.substring(equal + 1).trim();
            if (!key.isEmpty() && quoted.length() >= 2 && quoted.startsWith("\"") && quoted.endsWith("\"")) {
                pairs.putIfAbsent(key, unescaped(quoted.substring(1, quoted.length() - 1)));
            }
        }
        return pairs;
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char kind = text.charAt(++i);
            int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
            int code = digits == 0 ? -1 : code(text, i + 1, digits);
            if (code >= 0) {
                out.appendCodePoint(code);
                i += digits;
            } else {
                out.append(simple(kind));
            }
        }
        return out.toString();
    }

    private static char simple(char kind) {
        switch (kind) {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            default:
                return kind;
        }
    }

    private static int code(String text, int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        try {
            int code = Integer.parseInt(text.substring(from, from + digits), 16);
            return Character.isValidCodePoint(code) ? code : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
