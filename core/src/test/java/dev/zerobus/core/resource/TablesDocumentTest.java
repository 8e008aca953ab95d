// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.row.RowFact;
import dev.zerobus.core.row.RowFacts;
import dev.zerobus.schema.ReadyTable;
import dev.zerobus.schema.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/tables.md} says of tables and facts is what the code does. */
class TablesDocumentTest {

    private static final TableName NAME = TableName.of("main.ops.logs");

    private static String document() throws IOException {
        return Files.readString(Path.of("..", "docs", "tables.md"));
    }

    private static List<MatchResult> found(String regex) throws IOException {
        return Pattern.compile(regex, Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(document())
                .results()
                .toList();
    }

    @Test
    void theStatementsAreThoseOfTheTables() throws IOException {
        List<MatchResult> statements = found("<!-- ready: (\\S+) -->\\R```sql\\R(.*?)```");
        assertThat(statements).hasSize(3);
        for (MatchResult statement : statements) {
            ReadyTable table = ReadyTable.find(statement.group(1));
            assertThat(table).as(statement.group(1)).isNotNull();
            assertThat(statement.group(2)).isEqualTo(table.sql(NAME) + ";\n");
        }
        for (ReadyTable table : ReadyTable.values()) {
            assertThat(document()).contains("| `" + table.id() + "` | ");
        }
    }

    @Test
    void theNamesOfFactsAreThoseOfTheCode() throws IOException {
        List<MatchResult> facts = found("^\\| `(\\w+)` \\| `([\\w.]+)` \\| ");
        assertThat(facts).hasSize(11).allSatisfy(fact -> {
            RowFact named = FactNames.named(fact.group(1), "x");
            assertThat(named.otelName()).isEqualTo(fact.group(2));
            assertThat(FactNames.attribute(fact.group(2), "x").name()).isEqualTo(fact.group(1));
        });
    }

    @Test
    void theBoundsAreThoseOfTheCode() throws IOException {
        assertThat(document())
                .contains(String.format(
                        java.util.Locale.ROOT,
                        "At most %d facts, each of at most %,d bytes.",
                        RowFacts.MAX_FACTS,
                        RowFacts.MAX_VALUE_BYTES));
    }
}
