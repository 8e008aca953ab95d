// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes {@code CREATE TABLE} as Databricks SQL has it.
 *
 * <pre>
 * CREATE TABLE [IF NOT EXISTS] catalog.schema.table (
 *   name TYPE [NOT NULL] [COMMENT 'text'], ...
 *   [, [CONSTRAINT name] PRIMARY KEY (...)] )
 * [USING DELTA] [PARTITIONED BY (...)] [CLUSTER BY (...)] [COMMENT 'text'] [TBLPROPERTIES (...)]
 * </pre>
 *
 * Keywords have no case, names may stand in backticks, comments are {@code -- to the end of the line} and
 * {@code /}{@code * ... *}{@code /}. What does not change the rows (comments, keys, properties, layout) is read and not
 * kept. What would change them and the service does not do (DEFAULT, GENERATED, CHECK, LOCATION, AS SELECT) is refused.
 *
 * <p>Stateless; safe from any thread.
 */
public final class CreateTable {

    private CreateTable() {}

    /**
     * Reads one statement.
     *
     * @param sql the statement, with or without a semicolon behind it
     * @return the table
     * @throws DdlException if it can not be read, or is not exactly one CREATE TABLE
     */
    public static TableSchema parse(String sql) {
        DdlReader in = new DdlReader(sql);
        while (in.take(';')) {
            // an empty statement
        }
        TableSchema schema = new DdlParser(in).statement();
        while (in.take(';')) {
            // the end of it
        }
        if (!in.atEnd()) {
            throw in.expected("the end: one statement only is read here");
        }
        return schema;
    }

    /**
     * Reads a file of statements with semicolons between them.
     *
     * @param sqlFile the file's text
     * @return the tables in the file's order; none if it holds none
     * @throws DdlException at the first statement that can not be read, or that is no CREATE TABLE
     */
    public static List<TableSchema> parseAll(String sqlFile) {
        DdlReader in = new DdlReader(sqlFile);
        DdlParser parser = new DdlParser(in);
        List<TableSchema> schemas = new ArrayList<>();
        while (!in.atEnd()) {
            if (!in.take(';')) {
                schemas.add(parser.statement());
            }
        }
        return schemas;
    }

    /**
     * Reads a type alone, as in {@code map<string,array<int>>}.
     *
     * @param sql the type
     * @return the type
     * @throws DdlException if it can not be read
     */
    public static ColumnType parseType(String sql) {
        DdlReader in = new DdlReader(sql);
        ColumnType type = DdlTypes.read(in);
        if (!in.atEnd()) {
            throw in.expected("the end of the type");
        }
        return type;
    }

    /**
     * Writes a statement that {@link #parse} reads back to an equal schema. SQL has no words for elements and values that
     * may not be null: they come back as ones that may.
     *
     * @param schema the table
     * @return the statement on several lines, without a semicolon
     */
    public static String toSql(TableSchema schema) {
        StringBuilder out = new StringBuilder("CREATE TABLE ");
        name(out, schema.name().catalog()).append('.');
        name(out, schema.name().schema()).append('.');
        name(out, schema.name().table()).append(" (");
        String separator = "\n  ";
        for (Column column : schema.columns()) {
            name(out.append(separator), column.name()).append(' ');
            type(out, column.type()).append(column.nullable() ? "" : " NOT NULL");
            separator = ",\n  ";
        }
        return out.append("\n) USING DELTA").toString();
    }

    private static StringBuilder type(StringBuilder out, ColumnType type) {
        switch (type.kind()) {
            case ARRAY:
                return type(out.append("ARRAY<"), type.element().type()).append('>');
            case MAP:
                type(out.append("MAP<"), type.key().type()).append(", ");
                return type(out, type.value().type()).append('>');
            case STRUCT:
                String separator = "STRUCT<";
                for (Column field : type.fields()) {
                    name(out.append(separator), field.name()).append(": ");
                    type(out, field.type()).append(field.nullable() ? "" : " NOT NULL");
                    separator = ", ";
                }
                return out.append('>');
            default:
                return out.append(type.sql());
        }
    }

    private static StringBuilder name(StringBuilder out, String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*")
                ? out.append(name)
                : out.append('`').append(name.replace("`", "``")).append('`');
    }
}
