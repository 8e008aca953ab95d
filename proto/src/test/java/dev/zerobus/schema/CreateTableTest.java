// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CreateTableTest {

    @Test
    void readsAStatementWithEverythingInIt() {
        TableSchema schema = CreateTable.parse("""
                -- orders; with a semicolon in a comment
                create table if not exists main.`shop`.orders (
                  `order_id` bigint NOT NULL COMMENT 'the key; it''s unique',
                  amount DECIMAL(18, 2) comment "a \\"text\\"",  /* a block
                  comment; */
                  primary BOOLEAN,
                  constraint STRING NOT NULL,
                  lines ARRAY<STRUCT<sku: STRING NOT NULL COMMENT 'x', n INT, tags: MAP<STRING,ARRAY<INT>>>>,
                  PRIMARY KEY (order_id, amount),
                  CONSTRAINT fk FOREIGN KEY (amount) REFERENCES a.b.c (x) NOT ENFORCED
                ) USING delta
                PARTITIONED BY (amount) COMMENT 'c' CLUSTER BY (order_id, lines.sku)
                TBLPROPERTIES ('delta.x' = 'y(', a = (1));
                """);

        assertThat(schema.name().fullName()).isEqualTo("main.shop.orders");
        assertThat(schema.columns().stream().map(Column::toString).collect(Collectors.toList()))
                .containsExactly(
                        "order_id BIGINT NOT NULL",
                        "amount DECIMAL(18,2)",
                        "primary BOOLEAN",
                        "constraint STRING NOT NULL",
                        "lines ARRAY<STRUCT<sku: STRING NOT NULL, n: INT, tags: MAP<STRING, ARRAY<INT>>>>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "byte|TINYINT",
                "SHORT|SMALLINT",
                "integer|INT",
                "Long|BIGINT",
                "real|FLOAT",
                "dec|DECIMAL(10,0)",
                "numeric(7)|DECIMAL(7,0)",
                "decimal(38,38)|DECIMAL(38,38)",
                "varchar(20)|STRING",
                "char(1)|STRING",
                "timestamp_ltz|TIMESTAMP",
                "timestamp_ntz|TIMESTAMP_NTZ",
                "map<string,array<map<int,struct<a:int,b string>>>>|MAP<STRING, ARRAY<MAP<INT, STRUCT<a: INT, b: STRING>>>>",
                "variant|VARIANT",
            })
    void knowsTheSynonymsOfTypes(String sql, String expected) {
        assertThat(CreateTable.parseType(sql).sql()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CREATE VIEW a.b.c AS SELECT 1|1|1|CREATE TABLE catalog.schema.table",
                "DROP TABLE a.b.c|1|1|Only CREATE TABLE statements",
                "CREATE OR REPLACE TABLE a.b.c (x INT)|1|1|OR REPLACE is not supported",
                "CREATE EXTERNAL TABLE a.b.c (x INT)|1|1|managed tables only",
                "CREATE TABLE b.c (x INT)|1|14|write it as catalog.schema.table",
                "CREATE TABLE a.b.c (x TEXT)|1|23|STRING is the one for text",
                "CREATE TABLE a.b.c (x DATETIME)|1|23|TIMESTAMP is the one",
                "CREATE TABLE a.b.c (x INT DEFAULT 3)|1|27|DEFAULT is not supported on column 'x'",
                "CREATE TABLE a.b.c (x BIGINT GENERATED ALWAYS AS IDENTITY)|1|30|GENERATED is not supported",
                "CREATE TABLE a.b.c (x INT, X STRING)|1|28|there twice",
                "CREATE TABLE a.b.c (x INT,)|1|27|take off the ','",
                "CREATE TABLE a.b.c ()|1|21|expected a column",
                "CREATE TABLE a.b.c (PRIMARY KEY (x))|1|20|no column",
                "CREATE TABLE a.b.c (x INT, CHECK (x > 1))|1|28|PRIMARY KEY and FOREIGN KEY",
                "CREATE TABLE a.b.c (x DECIMAL(39,2))|1|23|1 to 38",
                "CREATE TABLE a.b.c (x DECIMAL(x))|1|31|the precision",
                "CREATE TABLE a.b.c (x VARCHAR)|1|30|a length",
                "CREATE TABLE a.b.c (x ARRAY)|1|28|ARRAY<STRING>",
                "CREATE TABLE a.b.c (x STRUCT<a: INT, A: INT>)|1|38|twice in one STRUCT",
                "CREATE TABLE a.b.c (x INT NOT)|1|27|NOT NULL",
                "CREATE TABLE a.b.c (x INT) USING parquet|1|34|DELTA",
                "CREATE TABLE a.b.c (x INT) LOCATION 's3://x'|1|28|managed tables",
                "CREATE TABLE a.b.c (x INT) PARTITIONED BY (y)|1|44|no column of the table",
                "CREATE TABLE a.b.c (x INT) PARTITIONED BY (x INT)|1|46|names without types",
                "CREATE TABLE a.b.c (x INT) AS SELECT 1|1|28|AS SELECT",
                "CREATE TABLE a.b.c AS SELECT 1|1|20|write the columns out",
                "CREATE TABLE a.b.c (x INT); CREATE TABLE a.b.d (x INT)|1|29|one statement only",
                "CREATE TABLE a.b.c (`x-y` INT)|1|21|ASCII letters, digits and underscores",
                "CREATE TABLE a.b.c (1 INT)|1|21|needs backticks",
                "CREATE TABLE a.b.c (x INT COMMENT 'y)|1|35|has no end",
                "CREATE TABLE a.b.c (x INT|1|26|the end of the statement",
                "CREATE TABLE a.b.c (x INT) TBLPROPERTIES (|1|42|has no ')'",
                "CREATE TABLE a.b.c /* x|1|20|has no end",
                "CREATE TABLE a.b.cä (x INT)|1|19|can not stand here",
                "''|1|1|found the end",
            })
    void saysWhereAndWhatIsWrongAndWhatIsRight(String sql, int line, int column, String message) {
        DdlException e = catchThrowableOfType(DdlException.class, () -> CreateTable.parse(sql.equals("''") ? "" : sql));

        assertThat(e).isNotNull();
        assertThat(e.getMessage()).contains(message).startsWith("line " + line + ", column " + column + ": ");
        assertThat(e.problem()).contains(message);
        assertThat(e.line()).isEqualTo(line);
        assertThat(e.column()).isEqualTo(column);
    }

    @Test
    void countsLinesInFilesOfAnyLineEnd() {
        assertThatThrownBy(() -> CreateTable.parse("\uFEFFCREATE TABLE a.b.c (\r\n  x INT,\r\n  y INTT\r\n)"))
                .hasMessageStartingWith("line 3, column 5: found 'INTT', expected a type: ");
    }

    @Test
    void readsAllStatementsOfAFile() {
        List<TableSchema> tables = CreateTable.parseAll("""
                ;;CREATE TABLE a.b.c (x INT); -- one
                CREATE TABLE a.b.d (y STRING) USING DELTA;

                CREATE TABLE a.b.e (z STRING)
                """);

        assertThat(tables).extracting(t -> t.name().table()).containsExactly("c", "d", "e");
        assertThat(CreateTable.parseAll(" -- nothing\n ")).isEmpty();
        assertThatThrownBy(() -> CreateTable.parseAll("CREATE TABLE a.b.c (x INT)\nCREATE TABLE a.b.d (x INT)"))
                .hasMessage("line 2, column 1: found 'CREATE', expected ';' between two statements");
    }

    @Test
    void refusesTypesNestedWithoutEnd() {
        assertThatThrownBy(() -> CreateTable.parseType("ARRAY<".repeat(100_000)))
                .isInstanceOf(DdlException.class)
                .hasMessageContaining("nested more than 48 deep");
    }

    @Test
    void refusesMoreColumnsThanTheServiceTakes() {
        StringBuilder sql = new StringBuilder("CREATE TABLE a.b.c (c0 INT");
        for (int i = 1; i <= TableSchema.MAX_COLUMNS; i++) {
            sql.append(", c").append(i).append(" INT");
        }
        assertThatThrownBy(() -> CreateTable.parse(sql.append(")").toString())).hasMessageContaining("more than 2000");
    }

    @Test
    void readsBackWhatItWrites() {
        long seed = System.nanoTime();
        RandomSchemas schemas = new RandomSchemas(new Random(seed));
        for (int i = 0; i < 500; i++) {
            TableSchema schema = schemas.next();
            String sql = CreateTable.toSql(schema);
            assertThat(CreateTable.parse(sql)).as("seed %d: %s", seed, sql).isEqualTo(schema);
        }
    }

    @Test
    void answersAnyTextWithASchemaOrADdlException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RandomSchemas schemas = new RandomSchemas(random);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder sql = new StringBuilder(CreateTable.toSql(schemas.next()));
            for (int edits = random.nextInt(4); edits >= 0; edits--) {
                int at = random.nextInt(sql.length());
                if (random.nextBoolean()) {
                    sql.deleteCharAt(at);
                } else {
                    sql.insert(at, "(),<>`'\"/*-;:x1 ".charAt(random.nextInt(16)));
                }
            }
            try {
                assertThat(CreateTable.parse(sql.toString()).columns()).isNotEmpty();
            } catch (DdlException e) {
                assertThat(e.line()).as("seed %d: %s", seed, sql).isPositive();
                assertThat(e.column()).isPositive();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + sql, e);
            }
        }
    }
}
