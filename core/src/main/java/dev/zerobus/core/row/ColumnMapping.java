// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table get something else than what has their own name: {@code msg=message, req=request_id}. Immutable.
 */
public final class ColumnMapping {

    /** Nothing is mapped. */
    public static final ColumnMapping NONE = new ColumnMapping(Map.of());

    private static final Pattern COLUMN = Pattern.compile("[A-Za-z0-9_]{1,255}");
    private static final int MAX_SOURCE_CHARS = 255;

    /** Columns as they were written, to their sources. */
    private final Map<String, String> sources;

    private ColumnMapping(Map<String, String> sources) {
        this.sources = sources;
    }

    /**
     * Reads a mapping.
     *
     * @param text {@code column=source, column=source}; a colon may stand for the equals sign, for places such as agent
     *     arguments where that has a meaning already
     * @return the mapping
     * @throws IllegalArgumentException saying what is wrong
     */
    public static ColumnMapping parse(String text) {
        Map<String, String> sources = new LinkedHashMap<>();
        Map<String, String> seen = new LinkedHashMap<>();
        for (String piece : text.split(",", -1)) {
            int at = separator(piece);
            if (at < 0) {
                throw new IllegalArgumentException("'" + shown(piece) + "' is no column=source");
            }
            String column = piece.substring(0, at).trim();
            String source = piece.substring(at + 1).trim();
            if (!COLUMN.matcher(column).matches()) {
                throw new IllegalArgumentException("'" + shown(column) + "' can not be a column's name");
            }
            if (source.isEmpty()
                    || source.length() > MAX_SOURCE_CHARS
                    || source.chars().anyMatch(c -> c < ' ' || c == 127)) {
                throw new IllegalArgumentException("column '" + column + "' has no source that could be one");
            }
            if (seen.put(column.toLowerCase(Locale.ROOT), source) != null) {
                throw new IllegalArgumentException("column '" + column + "' is there twice");
            }
            sources.put(column, source);
        }
        return new ColumnMapping(Collections.unmodifiableMap(sources));
    }

    private static int separator(String piece) {
        int equal = piece.indexOf('=');
        int colon = piece.indexOf(':');
        return equal < 0 || (colon >= 0 && colon < equal) ? colon : equal;
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?").trim();
        return line.length() <= 60 ? line : line.substring(0, 60) + "...";
    }

    /**
     * Returns all of it.
     *
     * @return columns to their sources; can not be changed
     */
    public Map<String, String> sources() {
        return sources;
    }

    /**
     * Returns where a column's values come from.
     *
     * @param column its name, in any case
     * @return the source; null if it is not mapped
     */
    public @Nullable String sourceOf(String column) {
        for (Map.Entry<String, String> entry : sources.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(column)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** Writes it so that {@link #parse} reads it again. */
    @Override
    public String toString() {
        return sources.entrySet().stream()
                .map(entry -> entry.getKey() + '=' + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
