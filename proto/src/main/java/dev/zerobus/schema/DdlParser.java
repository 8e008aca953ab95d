// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads CREATE TABLE statements. Owned by one thread. */
final class DdlParser {

    private final DdlReader in;
    private final List<Column> columns = new ArrayList<>();
    private final Set<String> columnNames = new HashSet<>();

    DdlParser(DdlReader in) {
        this.in = in;
    }

    /** Reads one statement up to its semicolon or the end, which stay. */
    TableSchema statement() {
        columns.clear();
        columnNames.clear();
        TableName name = head();
        DdlToken list = in.peek();
        if (list.isKeyword("AS") || list.isKeyword("LIKE") || list.isKeyword("CLONE")) {
            throw list.problem(
                    list.shown() + " is not supported: write the columns out, as in (id BIGINT, note STRING)");
        }
        in.expect('(', "and the columns behind the table's name");
        do {
            if (!constraint()) {
                column();
            }
        } while (in.take(','));
        if (!in.take(')')) {
            throw in.expected("',' and the next column, or ')' behind the last one; a column is: name TYPE [NOT NULL]"
                    + " [COMMENT 'text']");
        }
        if (columns.isEmpty()) {
            throw list.problem("the table has no column: it needs at least one, as in (id BIGINT)");
        }
        clauses();
        return new TableSchema(name, columns);
    }

    private TableName head() {
        DdlToken start = in.peek();
        if (!in.take("CREATE", "TABLE")) {
            throw start.problem(notCreateTable());
        }
        if (in.take("IF")) {
            in.expect("NOT", "EXISTS behind IF");
            in.expect("EXISTS", "behind IF NOT");
        }
        DdlToken at = in.peek();
        StringBuilder full = new StringBuilder(in.expectName("table's name, as in catalog.schema.table"));
        int parts = 1;
        while (in.take('.')) {
            full.append('.').append(in.expectName("name behind the point"));
            parts++;
        }
        if (parts != 3) {
            throw at.problem("'" + full + "' is no full table name: write it as catalog.schema.table");
        }
        return TableName.of(full.toString());
    }

    private String notCreateTable() {
        DdlToken first = in.peek();
        DdlToken second = in.peek(1);
        String want = ", expected CREATE TABLE catalog.schema.table (column TYPE, ...)";
        if (!first.isKeyword("CREATE")) {
            return "found " + first.shown() + want
                    + (first.kind == DdlToken.Kind.WORD
                            ? ". Only CREATE TABLE statements are read here; run others in your workspace"
                            : "");
        }
        if (second.isKeyword("OR")) {
            return "CREATE OR REPLACE is not supported, as rows may be on their way" + want;
        }
        if (second.isKeyword("EXTERNAL") || second.isKeyword("TEMPORARY") || second.isKeyword("TEMP")) {
            return "found 'CREATE " + second.text + "': the service writes to managed tables only" + want;
        }
        return "found 'CREATE' and " + second.shown() + want
                + ". Views, schemas and catalogs are not read here: a table alone is enough";
    }

    private void column() {
        DdlToken at = in.peek();
        if (at.isSymbol(')')) {
            throw in.expected(
                    "a column: name TYPE [NOT NULL] [COMMENT 'text']; take off the ',' before it, or add one");
        }
        String name = in.expectName("column's name");
        if (!columnNames.add(name.toLowerCase(Locale.ROOT))) {
            throw at.problem("column '" + name + "' is there twice: names are compared without case");
        }
        if (columns.size() == TableSchema.MAX_COLUMNS) {
            throw at.problem("the table has more than " + TableSchema.MAX_COLUMNS + " columns, the service's limit");
        }
        ColumnType type = DdlTypes.read(in);
        boolean nullable = true;
        while (!in.peek().isSymbol(',') && !in.peek().isSymbol(')') && !in.atEnd()) {
            if (in.take("NOT", "NULL")) {
                nullable = false;
            } else {
                columnOption(name);
            }
        }
        columns.add(new Column(name, type, nullable));
    }

    private void columnOption(String name) {
        DdlToken at = in.peek();
        if (in.take("COMMENT")) {
            in.expectText("behind COMMENT");
        } else if (at.isKeyword("DEFAULT")) {
            throw at.problem("DEFAULT is not supported on column '" + name
                    + "': the service fills in no defaults; take it off and let the application send the value");
        } else if (at.isKeyword("GENERATED")) {
            throw at.problem("GENERATED is not supported on column '" + name
                    + "': the service computes no columns; take it off and let the application send the value");
        } else if (!in.take("PRIMARY", "KEY")) {
            throw in.expected("NOT NULL, COMMENT 'text', ',' or ')' behind the type of column '" + name + "'");
        }
    }

    /** Reads a constraint of the table, if one stands here. Keys are informational; nothing is kept of them. */
    private boolean constraint() {
        DdlToken at = in.peek();
        boolean named = at.isKeyword("CONSTRAINT") && isConstraintKind(in.peek(2), in.peek(3));
        if (!named && !isConstraintKind(at, in.peek(1))) {
            return false;
        }
        if (named) {
            in.next();
            in.expectName("constraint's name");
        }
        DdlToken kind = in.peek();
        if (kind.isKeyword("CHECK") || kind.isKeyword("UNIQUE")) {
            throw kind.problem(kind.shown() + " is not supported: the service checks no such constraint;"
                    + " PRIMARY KEY and FOREIGN KEY are read and ignored");
        }
        while (!in.peek().isSymbol(',') && !in.peek().isSymbol(')') && !in.atEnd()) {
            if (in.peek().isSymbol('(')) {
                in.skipParentheses("of the constraint");
            } else {
                in.next();
            }
        }
        return true;
    }

    private static boolean isConstraintKind(DdlToken first, DdlToken second) {
        return ((first.isKeyword("PRIMARY") || first.isKeyword("FOREIGN")) && second.isKeyword("KEY"))
                || ((first.isKeyword("CHECK") || first.isKeyword("UNIQUE")) && second.isSymbol('('));
    }

    private void clauses() {
        while (!in.atEnd() && !in.peek().isSymbol(';')) {
            clause();
        }
    }

    private void clause() {
        DdlToken at = in.peek();
        if (in.take("USING")) {
            if (!in.take("DELTA")) {
                throw in.expected("DELTA: the service writes to Delta tables only");
            }
        } else if (in.take("PARTITIONED", "BY")) {
            columnList("PARTITIONED BY");
        } else if (in.take("CLUSTER", "BY")) {
            if (!in.take("AUTO") && !in.take("NONE")) {
                columnList("CLUSTER BY");
            }
        } else if (in.take("COMMENT")) {
            in.expectText("behind COMMENT");
        } else if (in.take("TBLPROPERTIES")) {
            in.skipParentheses("behind TBLPROPERTIES");
        } else if (at.isKeyword("LOCATION")) {
            throw at.problem(
                    "LOCATION is not supported: the service writes to managed tables, which choose their place");
        } else if (at.isKeyword("AS") || at.isKeyword("SELECT")) {
            throw at.problem(
                    "found " + at.shown() + ": CREATE TABLE ... AS SELECT is not supported, the columns say it all");
        } else if (at.isKeyword("CREATE")) {
            throw at.problem("found 'CREATE', expected ';' between two statements");
        } else {
            throw in.expected(
                    "';', the end, or one of USING DELTA, PARTITIONED BY, CLUSTER BY, COMMENT, TBLPROPERTIES");
        }
    }

    private void columnList(String clause) {
        in.expect('(', "and columns behind " + clause);
        do {
            DdlToken at = in.peek();
            String name = in.expectName("column's name");
            if (!columnNames.contains(name.toLowerCase(Locale.ROOT))) {
                throw at.problem(clause + " names '" + name + "', which is no column of the table");
            }
            while (in.take('.')) {
                in.expectName("field's name");
            }
        } while (in.take(','));
        in.expect(')', "behind the columns of " + clause + ", which are names without types");
    }
}
