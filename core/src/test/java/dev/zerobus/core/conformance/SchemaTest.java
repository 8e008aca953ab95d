// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import static dev.zerobus.core.conformance.Workbench.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.metrics.SetAsideReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not fit, and what is not known, stays here. */
class SchemaTest {

    @TempDir
    Path dir;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench(dir);
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    @Conforms({
        "ingest_json_into_proto_stream_fails",
        "ingest_json_batch_into_proto_stream_fails",
        "ingest_proto_into_json_stream_fails",
        "ingest_proto_batch_into_json_stream_fails"
    })
    void anEventThatFitsNoRowIsSetAsideHereAndTheStreamLives() {
        bench.emit(0, 1);
        EventDraft draft = bench.client().begin("order_placed");
        draft.put("order_id", "seven");
        assertThat(draft.emit()).isTrue();
        bench.emit(2, 3);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.lane().setAside()).containsEntry(SetAsideReason.VALUE_DOES_NOT_FIT, 1L);
        assertThat(bench.received()).containsExactly(0L, 2L);
        assertThat(bench.server.streams()).hasSize(1);
    }

    @Test
    @Conforms("proto_stream_creation_without_descriptor_fails")
    void opensNoStreamWithoutASchema() throws IOException {
        Path nothing = Files.writeString(dir.resolve("nothing.sql"), "CREATE TABLE main.shop.other (x INT);");
        bench.set("schema.file", nothing.toString()).emit(0, 1);
        bench.untilSaid("the schema of main.shop.orders could not be had");
        assertThat(bench.flush(Duration.ofMillis(200))).isFalse();
        assertThat(bench.server.streams()).isEmpty();
        assertThat(bench.lane().queued()).as("kept").isEqualTo(1);
    }
}
