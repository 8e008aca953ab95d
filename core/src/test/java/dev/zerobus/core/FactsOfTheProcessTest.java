// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static dev.zerobus.core.ScriptedWorkspace.LONG;
import static dev.zerobus.core.ScriptedWorkspace.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import dev.zerobus.api.Events;
import dev.zerobus.core.event.EventDraft;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What rows say about the process comes late: the client adds it, the caller's thread writes none of it. */
@Timeout(60)
class FactsOfTheProcessTest {

    @TempDir
    Path directory;

    private ScriptedWorkspace workspace;

    @BeforeEach
    void start() {
        workspace = new ScriptedWorkspace(directory);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private static List<?> attributes(DynamicMessage row) {
        return (List<?>) value(row, "attributes");
    }

    @Test
    void everyRowHasThemUnlessItsEventBringsItsOwn() {
        ZerobusClient client = workspace.start(workspace
                .config()
                .set("table", "shop.s.rest")
                .set("service.name", "till")
                .set("service.version", "1.2")
                .set("constants", "team=payments")
                .set("resource.exclude", "host_name,container_id,k8s_*"));
        assertThat(Events.emit("a", "x", 1)).isTrue();
        assertThat(Events.emit("b", "service_name", "own", "team", "mine")).isTrue();
        assertThat(client.flush(LONG)).isTrue();
        client.close();

        List<DynamicMessage> rows = workspace.rows("shop.s.rest");
        assertThat(rows).extracting(row -> value(row, "service_name")).containsExactly("till", "own");
        assertThat(attributes(rows.get(0)).toString())
                .contains("\"team\"", "\"payments\"", "\"service_version\"", "\"1.2\"", "\"process_id\"");
        assertThat(attributes(rows.get(1)).toString()).contains("\"mine\"").doesNotContain("payments");
        assertThat(client.snapshot().lanes().get(0).unknownFields()).isEmpty();
    }

    @Test
    void theEventItselfHasNoneOfThem() {
        ZerobusClient client = workspace.start(workspace
                .config()
                .set("table", "shop.s.rest")
                .set("service.name", "till-of-the-process")
                .set("constants", "team=payments"));
        EventDraft draft = client.begin("a");
        assertThat(draft).isNotNull();
        draft.put("x", 1);

        String bytes = new String(draft.bytes(), 0, draft.length(), StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("x").doesNotContain("till-of-the-process", "payments", "service_name");
        assertThat(draft.emit()).isTrue();
        client.close();
    }

    @Test
    void aMappingOfOneLaneIsItsOwn() {
        ZerobusClient client = workspace.start(workspace
                .config()
                .set("service.name", "till")
                .set("lanes.orders.table", "shop.s.orders")
                .set("lanes.orders.events", "order_*")
                .set("lanes.orders.columns", "event_name=service_name,amount=total")
                .set("table", "shop.s.rest"));
        assertThat(Events.emit("order_placed", "order_id", 7, "total", 1.5)).isTrue();
        assertThat(Events.emit("other", "total", 1.5)).isTrue();
        assertThat(client.flush(LONG)).isTrue();
        client.close();

        assertThat(workspace.rows("shop.s.orders")).singleElement().satisfies(row -> {
            assertThat(value(row, "event_name")).isEqualTo("till");
            assertThat(value(row, "amount")).isEqualTo(1.5);
        });
        assertThat(workspace.rows("shop.s.rest"))
                .singleElement()
                .satisfies(row -> assertThat(value(row, "event_name")).isEqualTo("other"));
    }

    @Test
    void aMappingThatDoesNotFitIsSaidAndCostsNoRow() {
        ZerobusClient client =
                workspace.start(workspace.config().set("table", "shop.s.rest").set("columns", "servce_name=message"));
        assertThat(Events.emit("a", "x", 1)).isTrue();
        assertThat(client.flush(LONG)).isTrue();
        client.close();

        assertThat(workspace.said)
                .anySatisfy(line ->
                        assertThat(line).startsWith("ERROR").contains("'servce_name'", "did you mean 'service_name'?"));
        assertThat(workspace.rows("shop.s.rest")).hasSize(1);
    }
}
