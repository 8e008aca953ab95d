// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.row.ColumnMapping;
import dev.zerobus.core.row.RowExtras;
import dev.zerobus.core.row.RowFact;
import dev.zerobus.core.row.RowFacts;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanCompilerTest {

    private static final TableSchema TABLE = CreateTable.parse("CREATE TABLE a.b.c (message STRING)");

    private final List<String> said = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    private PlanCompiler compiler(RowFacts facts, String mapping) {
        return new PlanCompiler(
                "orders",
                new RowIdentity(new UUID(1, 2)),
                () -> {
                    asked.incrementAndGet();
                    return new RowExtras(facts, ColumnMapping.parse(mapping));
                },
                LaneMetrics.none(),
                (level, message) -> said.add(level + " " + message));
    }

    @Test
    void asksForFactsWithTheSchemaAndNotBefore() {
        PlanCompiler compiler = compiler(RowFacts.NONE, "message=thread_name");
        assertThat(asked).hasValue(0);

        compiler.apply(TABLE);

        assertThat(asked).hasValue(1);
        assertThat(said).isEmpty();
    }

    @Test
    void saysOnceWhatOfTheMappingDoesNotFit() {
        PlanCompiler compiler = compiler(RowFacts.NONE, "mesage=thread_name");

        compiler.apply(TABLE);
        compiler.apply(TABLE);

        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("ERROR lane orders: columns: ")
                .contains("'mesage'");
        compiler.apply(CreateTable.parse("CREATE TABLE a.b.c (mesage STRING)"));
        compiler.apply(TABLE);
        assertThat(said).as("it was right in between").hasSize(2);
    }

    @Test
    void saysWhichFactsAreTooMany() {
        RowFacts facts = RowFacts.of(IntStream.rangeClosed(0, RowFacts.MAX_FACTS)
                .mapToObj(i -> RowFact.text("f" + i, "f." + i, "v"))
                .collect(Collectors.toList()));

        compiler(facts, "message=message").apply(TABLE);

        assertThat(said).singleElement().asString().contains("[f" + RowFacts.MAX_FACTS + "]", "resource.exclude");
    }
}
