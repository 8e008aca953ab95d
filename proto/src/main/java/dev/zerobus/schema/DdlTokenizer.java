// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import java.util.ArrayList;
import java.util.List;

/** Cuts SQL text into tokens; comments and white space fall away. Owned by one thread, used once. */
final class DdlTokenizer {

    private static final String SYMBOLS = "(),.;:<>=-+*/!%&|?[]{}@#$~^";

    private final String sql;
    private final List<DdlToken> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private DdlTokenizer(String sql) {
        this.sql = sql;
    }

    /** Cuts the text; the last token is END. */
    static List<DdlToken> tokens(String sql) {
        return new DdlTokenizer(sql).run();
    }

    private List<DdlToken> run() {
        if (sql.startsWith("\uFEFF")) {
            at = 1;
            lineStart = 1;
        }
        while (skipBlanks()) {
            step();
        }
        tokens.add(new DdlToken(DdlToken.Kind.END, "", line, column()));
        return tokens;
    }

    private void step() {
        char c = sql.charAt(at);
        if (isWord(c)) {
            word();
        } else if (c == '`') {
            quoted(DdlToken.Kind.QUOTED, "name in backticks", false);
        } else if (c == '\'' || c == '"') {
            quoted(DdlToken.Kind.TEXT, "text", true);
        } else if (SYMBOLS.indexOf(c) >= 0) {
            tokens.add(new DdlToken(DdlToken.Kind.SYMBOL, String.valueOf(c), line, column()));
            at++;
        } else {
            throw new DdlException(
                    line,
                    column(),
                    "the character '" + new String(Character.toChars(sql.codePointAt(at)))
                            + "' can not stand here: names are ASCII letters, digits and underscores");
        }
    }

    private void word() {
        int from = at;
        int column = column();
        while (at < sql.length() && isWord(sql.charAt(at))) {
            at++;
        }
        tokens.add(new DdlToken(DdlToken.Kind.WORD, sql.substring(from, at), line, column));
    }

    /** Reads up to the same quote; a doubled quote stands for one, as does a backslash and a character where allowed. */
    private void quoted(DdlToken.Kind kind, String what, boolean backslash) {
        char quote = sql.charAt(at);
        int startLine = line;
        int startColumn = column();
        StringBuilder text = new StringBuilder();
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == quote) {
                at++;
                if (at >= sql.length() || sql.charAt(at) != quote) {
                    tokens.add(new DdlToken(kind, text.toString(), startLine, startColumn));
                    return;
                }
            } else if (backslash && c == '\\' && at + 1 < sql.length()) {
                at++;
            }
            text.append(sql.charAt(at));
            advance();
        }
        throw new DdlException(
                startLine,
                startColumn,
                "the " + what + " that starts here has no end: a closing " + quote + " is missing");
    }

    /** Moves to the next token; false at the end. */
    private boolean skipBlanks() {
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at))) {
                advance();
            } else if (sql.startsWith("--", at)) {
                while (at < sql.length() && sql.charAt(at) != '\n') {
                    advance();
                }
            } else if (sql.startsWith("/*", at)) {
                skipBlockComment();
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipBlockComment() {
        int end = sql.indexOf("*/", at + 2);
        if (end < 0) {
            throw new DdlException(line, column(), "the comment that starts here has no end: a closing */ is missing");
        }
        while (at < end + 2) {
            advance();
        }
    }

    private void advance() {
        if (sql.charAt(at++) == '\n') {
            line++;
            lineStart = at;
        }
    }

    private int column() {
        return at - lineStart + 1;
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
