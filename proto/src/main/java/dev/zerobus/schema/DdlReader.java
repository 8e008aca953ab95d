// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import java.util.List;

/** Walks over the tokens of SQL text. Owned by one thread. */
final class DdlReader {

    private static final int MAX_NAME_CHARS = 255;

    private final List<DdlToken> tokens;
    private int at;

    DdlReader(String sql) {
        this.tokens = DdlTokenizer.tokens(sql);
    }

    DdlToken peek() {
        return peek(0);
    }

    DdlToken peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    DdlToken next() {
        DdlToken token = peek();
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean atEnd() {
        return peek().kind == DdlToken.Kind.END;
    }

    /** Takes the keywords if all of them stand here one after the other. */
    boolean take(String... keywords) {
        for (int i = 0; i < keywords.length; i++) {
            if (!peek(i).isKeyword(keywords[i])) {
                return false;
            }
        }
        at += keywords.length;
        return true;
    }

    boolean take(char symbol) {
        if (!peek().isSymbol(symbol)) {
            return false;
        }
        next();
        return true;
    }

    void expect(char symbol, String where) {
        if (!take(symbol)) {
            throw expected("'" + symbol + "' " + where);
        }
    }

    void expect(String keyword, String where) {
        if (!take(keyword)) {
            throw expected(keyword + ' ' + where);
        }
    }

    String expectText(String where) {
        if (peek().kind != DdlToken.Kind.TEXT) {
            throw expected("a text in single quotes " + where);
        }
        return next().text;
    }

    int expectNumber(String what) {
        DdlToken token = peek();
        if (token.kind == DdlToken.Kind.WORD && token.text.matches("[0-9]{1,9}")) {
            next();
            return Integer.parseInt(token.text);
        }
        throw expected(what);
    }

    /** Reads the name of a table's part, a column or a field. */
    String expectName(String what) {
        DdlToken token = peek();
        boolean number = token.kind == DdlToken.Kind.WORD && token.text.matches("[0-9]+");
        if (token.kind == DdlToken.Kind.QUOTED || (token.kind == DdlToken.Kind.WORD && !number)) {
            if (!token.text.matches("[A-Za-z0-9_]{1," + MAX_NAME_CHARS + "}")) {
                throw token.problem(token.shown() + " is no name that the service takes: a " + what + " has 1 to "
                        + MAX_NAME_CHARS + " ASCII letters, digits and underscores");
            }
            next();
            return token.text;
        }
        throw expected("a " + what + (number ? " (a name of digits only needs backticks)" : ""));
    }

    DdlException expected(String what) {
        return peek().problem("found " + peek().shown() + ", expected " + what);
    }

    /** Skips a balanced pair of parentheses and all in it. */
    void skipParentheses(String where) {
        DdlToken start = peek();
        expect('(', where);
        int depth = 1;
        while (depth > 0) {
            if (atEnd()) {
                throw start.problem("the '(' " + where + " has no ')'");
            }
            DdlToken token = next();
            depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
        }
    }
}
