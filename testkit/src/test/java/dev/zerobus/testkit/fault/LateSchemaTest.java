// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.server.fault.Fault;
import dev.zerobus.testkit.Await;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The table gains, loses and changes columns while a client sends: what arrives, what waits, and what the client says. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Tag("long")
final class LateSchemaTest {

    @TempDir
    private Path directory;

    @Test
    void aColumnThatIsAddedWhileEventsFlowIsFilledFromTheFirstEventThatHasItsField() throws Exception {
        try (LateClient late = LateClient.start(directory, "note STRING", Map.of())) {
            AtomicInteger withExtra = new AtomicInteger(Integer.MAX_VALUE);
            AtomicInteger last = new AtomicInteger(Integer.MAX_VALUE);
            Thread application = new Thread(() -> {
                for (int n = 0; n < last.get(); n++) {
                    int number = n;
                    late.emit(n, n + 1, event -> {
                        if (number >= withExtra.get()) {
                            event.put("extra", "x" + number);
                        }
                    });
                    LockSupport.parkNanos(200_000);
                }
            });
            application.start();
            late.await("rows", () -> late.lane().acked() > 200);
            late.alter("ADD COLUMN extra STRING");
            int from = (int) late.lane().accepted() + 100;
            withExtra.set(from);
            last.set(from + 1_000);
            application.join();
            late.flush();

            late.assertEachOnce(from + 1_000);
            List<Map<String, @Nullable Object>> rows = late.rows("n", "extra");
            for (int n = from; n < from + 1_000; n++) {
                assertThat(rows.get(n)).containsEntry("extra", "x" + n);
            }
            assertThat(late.lane().resent()).isZero();
            assertThat(late.lane().unknownFields()).hasSizeLessThanOrEqualTo(1);
            assertThat(late.lane().schemaRechecks()).isPositive();
        }
    }

    @Test
    void aFieldThatWasLeftOutFindsItsColumnWhenThereIsOne() throws Exception {
        try (LateClient late = LateClient.start(directory, "note STRING", Map.of())) {
            AtomicInteger n = new AtomicInteger();
            late.emit(n.get(), n.addAndGet(10), event -> event.put("extra", "x"));
            late.flush();
            assertThat(late.lane().unknownFields()).containsKey("extra");
            late.alter("ADD COLUMN extra STRING");
            Await.until("a row with the new column", () -> {
                late.emit(n.get(), n.addAndGet(10), event -> event.put("extra", "x"));
                late.flush();
                return late.rows("n", "extra").stream().anyMatch(row -> "x".equals(row.get("extra")));
            });
            late.assertEachOnce(n.get());
            assertThat(late.lane().resent()).isZero();
        }
    }

    @Test
    void aColumnThatIsDroppedBlocksAndItsEventsWaitInMemory() throws Exception {
        try (LateClient late = LateClient.start(directory, "note STRING", Map.of())) {
            late.emit(0, 100, event -> event.put("note", "a note"));
            late.flush();
            late.alter("DROP COLUMN note");
            late.emit(100, 1_000, event -> event.put("note", "a note"));
            late.awaitBlocked("column 'note' of t.late.orders is gone", "ADD COLUMN note STRING", "schema.conflict");
            assertThat(late.lane().queued() + late.lane().inFlight()).isEqualTo(900);
            assertThat(late.lane().balances()).isTrue();

            late.alter("ADD COLUMN note STRING");
            late.flush();
            late.assertEachOnce(1_000);
            assertThat(late.rows("n", "note")).allSatisfy(row -> assertThat(row).containsEntry("note", "a note"));
            assertThat(late.lane().setAsideTotal()).isZero();
            late.await("the lane to be open", () -> late.lane().state().equals("OPEN"));
            late.awaitSaid("INFO lane default is open again");
        }
    }

    @Test
    void aColumnThatIsDroppedBlocksAndItsEventsWaitOnDisk() throws Exception {
        Map<String, String> options = Map.of(
                "spill.dir", directory.resolve("spill").toString(), "ring.size", "128KiB", "event.max-size", "16KiB");
        try (LateClient late = LateClient.start(directory, "note STRING", options)) {
            late.emit(0, 100, event -> event.put("note", "a note"));
            late.flush();
            late.alter("DROP COLUMN note");
            for (int n = 100; n < 5_000; n += 50) {
                late.emit(n, n + 50, event -> event.put("note", "a note"));
                late.await("room", () -> late.lane().queued() < 380);
            }
            late.awaitBlocked("column 'note' of t.late.orders is gone");
            assertThat(late.lane().spilled()).isGreaterThan(4_000);
            assertThat(late.lane().droppedTotal()).isZero();

            late.alter("ADD COLUMN note STRING");
            late.flush();
            late.assertEachOnce(5_000);
            assertThat(late.rows("n", "note")).allSatisfy(row -> assertThat(row).containsEntry("note", "a note"));
            assertThat(late.lane().setAsideTotal()).isZero();
        }
    }

    @Test
    void aTextColumnThatBecomesANumberBlocksUntilItIsTextAgain() throws Exception {
        try (LateClient late = LateClient.start(directory, "note STRING", Map.of())) {
            late.emit(0, 100, event -> event.put("note", "12"));
            late.flush();
            late.alter("ALTER COLUMN note TYPE INT");
            late.emit(100, 200, event -> event.put("note", "13"));
            late.flush();
            assertThat(late.lane().setAsideTotal()).isZero();
            late.emit(200, 300, event -> event.put("note", "no number"));
            late.awaitBlocked("column 'note'", "from note STRING to note INT", "ALTER COLUMN note TYPE STRING");
            assertThat(late.lane().acked()).isEqualTo(200);
            assertThat(late.lane().setAsideTotal()).isZero();

            late.alter("ALTER COLUMN note TYPE STRING");
            late.flush();
            late.assertEachOnce(300);
        }
    }

    @Test
    void aNumberColumnThatBecomesTextGoesOn() throws Exception {
        try (LateClient late = LateClient.start(directory, "amount INT", Map.of())) {
            late.emit(0, 100, event -> event.put("amount", 12));
            late.flush();
            late.alter("ALTER COLUMN amount TYPE STRING");
            late.emit(100, 1_000, event -> event.put("amount", 13));
            late.flush();
            late.assertEachOnce(1_000);
            assertThat(late.lane().setAsideTotal()).isZero();
            assertThat(late.lane().state()).isEqualTo("OPEN");
        }
    }

    @Test
    void whatAnEarlierProcessHasSpilledGoesToTheTableAsItIsNow() throws Exception {
        String spill = directory.resolve("spill").toString();
        try (LateClient late = LateClient.start(directory, "note STRING, amount INT", Map.of("spill.dir", spill))) {
            late.server()
                    .faults()
                    .add(Fault.onOpen().status(Status.Code.UNAVAILABLE).always());
            late.emit(
                    0,
                    500,
                    event -> event.put("note", "a note").put("amount", 3).put("extra", "more"));
            late.await("the client to be refused", () -> late.lane().state().equals("RECOVERING"));
            late.client().close(java.time.Duration.ofSeconds(1));
            late.alter("ADD COLUMN extra STRING");
            late.alter("ALTER COLUMN amount TYPE STRING");
            late.server().faults().clear();

            late.startAnew(Map.of("spill.dir", spill));
            late.await("what was spilled", () -> late.lane().disk().replayed() == 500);
            late.assertEachOnce(500);
            assertThat(late.rows("n", "note", "amount", "extra"))
                    .allSatisfy(row -> assertThat(row)
                            .containsEntry("note", "a note")
                            .containsEntry("amount", "3")
                            .containsEntry("extra", "more"));
        }
    }

    @Test
    void whoChoosesToAdaptGoesOnWithoutTheColumn() throws Exception {
        try (LateClient late = LateClient.start(directory, "note STRING", Map.of("schema.conflict", "adapt"))) {
            late.emit(0, 100, event -> event.put("note", "a note"));
            late.flush();
            late.alter("DROP COLUMN note");
            late.emit(100, 200, event -> event.put("note", "a note"));
            late.flush();
            late.assertEachOnce(200);
            assertThat(late.lane().unknownFields()).containsKey("note");
        }
    }
}
