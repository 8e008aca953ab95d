// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

/** A statement that can not be read. The message says where, what was found there, and what would be right. Immutable. */
public final class DdlException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** From 1. */
    private final int line;
    /** From 1. */
    private final int column;
    /** The message without its place. */
    private final String problem;

    /**
     * Creates one.
     *
     * @param line the line, from 1
     * @param column the place in the line, from 1, in characters
     * @param problem what was found, and what is right
     */
    public DdlException(int line, int column, String problem) {
        super("line " + line + ", column " + column + ": " + problem);
        this.line = line;
        this.column = column;
        this.problem = problem;
    }

    /**
     * Returns the line.
     *
     * @return the line, from 1
     */
    public int line() {
        return line;
    }

    /**
     * Returns the place in the line.
     *
     * @return the place, from 1, in characters
     */
    public int column() {
        return column;
    }

    /**
     * Returns the message without its place.
     *
     * @return what was found, and what is right
     */
    public String problem() {
        return problem;
    }
}
