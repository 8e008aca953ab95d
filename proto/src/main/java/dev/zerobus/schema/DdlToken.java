// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

/** A word, quoted name, text or symbol of a statement, and its place. Immutable. */
final class DdlToken {

    enum Kind {
        /** Letters, digits and underscores: a keyword, a name or a number. */
        WORD,
        /** A name in backticks. */
        QUOTED,
        /** Text in single or double quotes. */
        TEXT,
        /** One character of punctuation; {@code >>} is two of them, which is what nested types need. */
        SYMBOL,
        END
    }

    final Kind kind;
    /** Without its quotes. */
    final String text;

    final int line;
    final int column;

    DdlToken(Kind kind, String text, int line, int column) {
        this.kind = kind;
        this.text = text;
        this.line = line;
        this.column = column;
    }

    boolean isKeyword(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    /** As a message names it. */
    String shown() {
        switch (kind) {
            case END:
                return "the end of the statement";
            case QUOTED:
                return '`' + text + '`';
            case TEXT:
                return "the text '" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
            default:
                return "'" + text + "'";
        }
    }

    DdlException problem(String problem) {
        return new DdlException(line, column, problem);
    }
}
