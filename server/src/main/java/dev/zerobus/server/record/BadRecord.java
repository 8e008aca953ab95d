// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import java.io.Serial;

/**
 * A record does not fit its table. The message names the column, what was found and what is right; it goes to the client
 * with INVALID_ARGUMENT. It carries no stack trace: it says something about the record, not about our code.
 */
public final class BadRecord extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The path of the column at fault. */
    private final String column;

    /**
     * Creates the finding.
     *
     * @param column the path of the column, such as {@code order.lines[].price}; empty if it is about the whole record
     * @param message what is wrong and what is right, without the column
     */
    public BadRecord(String column, String message) {
        super(column.isEmpty() ? message : "column '" + column + "': " + message, null, false, false);
        this.column = column;
    }

    private BadRecord(BadRecord inner, int index) {
        super("record " + index + ": " + inner.getMessage(), null, false, false);
        this.column = inner.column;
    }

    /**
     * Says which record of a batch it is.
     *
     * @param index the record's place in its batch, from 0
     * @return the same finding with the record's number in front
     */
    public BadRecord inBatch(int index) {
        return new BadRecord(this, index);
    }

    /**
     * Returns the column.
     *
     * @return its path, empty if the finding is about the whole record
     */
    public String column() {
        return column;
    }
}
