// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import java.io.Serial;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A client's message does not fit the table: everything that is wrong with it, at once. It goes to the client with
 * INVALID_ARGUMENT and a {@code google.rpc.ErrorInfo} of {@link #REASON}, {@link #DOMAIN}, and the metadata
 * {@code causes} ({@link #causesText}) and {@code error_code} ({@link #ERROR_CODE}). The names are facts of the protocol
 * (Zerobus public SDK, schema validation causes).
 */
public final class SchemaMismatch extends Exception {

    /** The reason of the structured error. */
    public static final String REASON = "SCHEMA_VALIDATION_FAILED";

    /** The domain of the structured error. */
    public static final String DOMAIN = "zerobus.databricks.com";

    /** The numeric code of the structured error, as text. */
    public static final String ERROR_CODE = "8001";

    @Serial
    private static final long serialVersionUID = 1L;

    /** More problems than this are counted, not spelled out. */
    private static final int MAX_SPELLED_OUT = 20;

    /** Why a message does not fit. The names go over the wire. */
    public enum Cause {
        /** A field has no column in the table. */
        FIELD_NOT_IN_TABLE,
        /** A NOT NULL column has no field. */
        MISSING_REQUIRED_COLUMN,
        /** The field numbers do not rise in the order of the columns. */
        FIELD_OUT_OF_ORDER,
        /** A field's type can not carry the column's values, or is not part of what was sent. */
        TYPE_INCOMPATIBLE,
        /** More fields than columns, a column twice, or too many columns. */
        FIELD_COUNT_MISMATCH
    }

    /**
     * One finding.
     *
     * @param cause its kind
     * @param field the path of the field or column, such as {@code order.price}
     * @param text what is wrong and what is right
     */
    public record Problem(Cause cause, String field, String text) {
        @Override
        public String toString() {
            return cause + " " + field + ": " + text;
        }
    }

    private final transient List<Problem> problems;

    /**
     * Creates the refusal.
     *
     * @param table the full name of the table
     * @param problems what is wrong, at least one
     */
    public SchemaMismatch(String table, List<Problem> problems) {
        super(text(table, problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    private static String text(String table, List<Problem> problems) {
        List<String> lines = new ArrayList<>();
        problems.stream().limit(MAX_SPELLED_OUT).map(Problem::toString).forEach(lines::add);
        if (problems.size() > MAX_SPELLED_OUT) {
            lines.add("and " + (problems.size() - MAX_SPELLED_OUT) + " more");
        }
        return "the descriptor does not fit table " + table + ": " + String.join("; ", lines);
    }

    /**
     * Returns what is wrong.
     *
     * @return all findings, unmodifiable
     */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * Returns the kinds of what is wrong, as the structured error carries them.
     *
     * @return the distinct causes, comma-separated without blanks
     */
    public String causesText() {
        EnumSet<Cause> causes = EnumSet.noneOf(Cause.class);
        problems.forEach(p -> causes.add(p.cause()));
        return causes.stream().map(Cause::name).collect(Collectors.joining(","));
    }
}
