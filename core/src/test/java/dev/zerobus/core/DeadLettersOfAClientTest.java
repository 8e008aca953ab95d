// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static dev.zerobus.core.ScriptedWorkspace.LONG;
import static dev.zerobus.core.ScriptedWorkspace.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.zerobus.core.dead.DeadLetter;
import dev.zerobus.core.dead.DeadLetterMain;
import dev.zerobus.core.dead.DeadLetterReader;
import dev.zerobus.core.metrics.DeadLetterCount;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.StreamScript;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an event that the service refuses to a file, and from the file to a row after the repair: all real but the service. */
@Tag("long")
class DeadLettersOfAClientTest {

    private static final String ORDERS = "shop.s.orders";

    @TempDir
    Path temp;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Refusing service = new Refusing();
    private ScriptedWorkspace workspace;
    private Path directory;

    /** Refuses batches with a bad order, which it tells by the marker in its bytes; keeps the others. */
    private static final class Refusing implements StreamScript {
        final Set<Integer> bad = new ConcurrentSkipListSet<>();
        final List<ByteString> landed = new ArrayList<>();

        @Override
        public synchronized void onBatch(ScriptedExchange exchange, IngestRecordBatchRequest batch) {
            List<ByteString> records = batch.getProtoEncodedBatch().getRecordsList();
            for (ByteString record : records) {
                String text = record.toString(StandardCharsets.ISO_8859_1);
                if (bad.stream().anyMatch(id -> text.contains("order_" + id + "."))) {
                    exchange.fail(Status.INVALID_ARGUMENT.withDescription("no such customer"));
                    return;
                }
            }
            landed.addAll(records);
            exchange.ack(batch.getOffsetId());
        }

        synchronized List<String> landedNames() {
            List<String> names = new ArrayList<>();
            for (ByteString record : landed) {
                String text = record.toString(StandardCharsets.ISO_8859_1);
                names.add(text.substring(text.indexOf("order_"), text.indexOf('.')));
            }
            return names;
        }
    }

    @BeforeEach
    void start() {
        workspace = new ScriptedWorkspace(temp);
        workspace.server.otherwise(service);
        directory = temp.resolve("dead");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    /** Emits orders; those of {@code misfits} have a text for a number. */
    private ZerobusClient emit(int count, Set<Integer> misfits) {
        return emit(count, misfits, "60");
    }

    private ZerobusClient emit(int count, Set<Integer> misfits, String rejections) {
        ZerobusClient client = workspace.start(workspace
                .config()
                .set("table", ORDERS)
                .set("rejections.per-minute", rejections)
                .set("dead-letters.dir", directory.toString()));
        for (int i = 0; i < count; i++) {
            var draft = client.begin("order_" + i + ".");
            draft.put("order_id", (long) i);
            if (misfits.contains(i)) {
                draft.put("amount", "much");
            } else {
                draft.put("amount", 0.5);
            }
            assertThat(draft.emit()).isTrue();
        }
        assertThat(client.flush(LONG)).isTrue();
        return client;
    }

    private int command(String... arguments) {
        Properties properties = new Properties();
        workspace.settings().forEach(properties::setProperty);
        out.reset();
        err.reset();
        return DeadLetterMain.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                properties,
                Map.of(),
                arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aClientThatSpillsKeepsItsLettersThereIfNoOtherPlaceIsNamed() throws Exception {
        Path spill = temp.resolve("spill");
        try (ZerobusClient client =
                workspace.start(workspace.config().set("table", ORDERS).set("spill.dir", spill.toString()))) {
            var draft = client.begin("order_1.");
            draft.put("order_id", 1L);
            draft.put("amount", "much");
            assertThat(draft.emit()).isTrue();
            assertThat(client.flush(LONG)).isTrue();
            assertThat(DeadLetterReader.readAll(spill.resolve("dead-letters")))
                    .extracting(DeadLetter::seq)
                    .containsExactly(0L);
        }
    }

    @Test
    void whatIsRefusedIsKeptCountedAndSaidAndTheRestLands() throws Exception {
        service.bad.addAll(Set.of(3, 7));
        try (ZerobusClient client = emit(20, Set.of(11))) {
            List<DeadLetter> letters = DeadLetterReader.readAll(directory);
            assertThat(letters)
                    .extracting(DeadLetter::seq, DeadLetter::reason, DeadLetter::code, DeadLetter::column)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(11L, SetAsideReason.VALUE_DOES_NOT_FIT, "", "amount"),
                            org.assertj.core.groups.Tuple.tuple(3L, SetAsideReason.REJECTED, "INVALID_ARGUMENT", ""),
                            org.assertj.core.groups.Tuple.tuple(7L, SetAsideReason.REJECTED, "INVALID_ARGUMENT", ""));
            assertThat(letters).allSatisfy(letter -> {
                assertThat(letter.producerId()).isEqualTo(client.producerId());
                assertThat(letter.lane()).isEqualTo("default");
                assertThat(letter.table()).isEqualTo(ORDERS);
                assertThat(letter.eventJson()).contains("\"order_id\":" + letter.seq());
            });
            assertThat(client.snapshot().deadLetters())
                    .containsEntry(DeadLetterCount.WRITTEN, 3L)
                    .containsEntry(DeadLetterCount.UNWRITTEN, 0L);
            assertThat(client.snapshot().acked()).isEqualTo(17);
            assertThat(client.snapshot().balances()).isTrue();
        }
        assertThat(service.landedNames()).hasSize(17).doesNotContain("order_3", "order_7", "order_11");
        assertThat(workspace.said).anyMatch(line -> line.contains("dead-letters resubmit " + directory));
    }

    @Test
    void afterARepairEveryLetterBecomesARowOnceHoweverOftenTheCommandRuns() throws Exception {
        service.bad.addAll(Set.of(3, 7));
        String producer;
        try (ZerobusClient client = emit(20, Set.of())) {
            producer = client.producerId().toString();
        }
        assertThat(command("list", directory.toString())).isZero();
        assertThat(out()).contains("2 letters, 0 of them sent again").contains("2  shop.s.orders, REJECTED");

        service.bad.remove(3);
        assertThat(command("resubmit", directory.toString())).as(out()).isEqualTo(1);
        assertThat(out()).contains("1 are rows now, 1 were refused again");
        assertThat(service.landedNames()).hasSize(19).contains("order_3").doesNotContain("order_7");
        List<DeadLetter> again = DeadLetterReader.readAll(directory.resolve("dead-letters-00000002.jsonl"));
        assertThat(again).hasSize(1);
        assertThat(again.get(0).seq()).isEqualTo(7);
        assertThat(again.get(0).producerId()).hasToString(producer);
        assertThat(again.get(0).lane()).isEqualTo("default");

        service.bad.clear();
        assertThat(command("resubmit", directory.toString())).as(out()).isZero();
        assertThat(command("resubmit", directory.toString())).isZero();
        assertThat(out()).contains("0 letters were sent again");
        assertThat(service.landedNames()).hasSize(20).doesNotHaveDuplicates();
        assertThat(Files.list(directory).map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("dead-letters-00000001.jsonl.done", "dead-letters-00000002.jsonl.done");
        assertThat(identities()).isEqualTo(expected(producer, 20));
    }

    /** Who sent the rows that are in the table, by the descriptors of their streams. */
    private Set<String> identities() {
        Set<String> identities = new TreeSet<>();
        workspace.rows(ORDERS).forEach(row -> identities.add(value(row, "producer_id") + " " + value(row, "seq")));
        return identities;
    }

    private static Set<String> expected(String producer, int count) {
        Set<String> identities = new TreeSet<>();
        LongStream.range(0, count).forEach(seq -> identities.add(producer + " " + seq));
        return identities;
    }

    @Test
    void lettersThatAreAllRefusedAgainAreNotStoppedByTheBreaker() throws Exception {
        for (int i = 0; i < 25; i++) {
            service.bad.add(i);
        }
        emit(25, Set.of(), "1000000").close(LONG);
        assertThat(command("resubmit", directory.toString())).as(out()).isEqualTo(1);
        assertThat(out()).contains("25 letters were sent again: 0 are rows now, 25 were refused again");
        service.bad.clear();
        assertThat(command("resubmit", directory.toString())).as(out()).isZero();
        assertThat(service.landedNames()).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void aServiceThatIsAwayLeavesTheLettersForTheNextRun() throws Exception {
        service.bad.add(3);
        emit(5, Set.of()).close();
        service.bad.clear();
        workspace.server.stop();
        assertThat(command("resubmit", "--timeout", "1", directory.toString())).isEqualTo(1);
        assertThat(out()).contains("1 letters were not durable within 1 s").contains("run the same command again");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Connection refused", "localhost:" + workspace.server.port());
        workspace.server.restart();
        assertThat(command("resubmit", directory.toString())).as(out()).isZero();
        assertThat(service.landedNames()).hasSize(5).contains("order_3");
    }

    @Test
    void lettersGoToAnotherTableIfTheCommandSaysSo() throws Exception {
        emit(5, Set.of(2)).close();
        assertThat(command("resubmit", "--table", "shop.s.rest", directory.toString()))
                .as(out())
                .isZero();
        assertThat(workspace.rows("shop.s.rest")).hasSize(1);
        assertThat(value(workspace.rows("shop.s.rest").get(0), "seq")).isEqualTo(2L);
    }

    @Test
    void lettersOfAProcessThatLivesAreSentUpToWhereItIs() throws Exception {
        service.bad.add(1);
        try (ZerobusClient client = emit(3, Set.of())) {
            service.bad.clear();
            assertThat(command("resubmit", directory.toString())).as(out()).isZero();
            assertThat(out()).contains("a process still writes it");
            var draft = client.begin("order_9.");
            draft.put("amount", "much");
            draft.emit();
            assertThat(client.flush(LONG)).isTrue();
        }
        assertThat(command("list", directory.toString())).isZero();
        assertThat(out()).contains("2 letters, 1 of them sent again");
        assertThat(command("resubmit", directory.toString())).isEqualTo(1);
        assertThat(out()).contains("1 letters were sent again: 0 are rows now, 1 were refused again");
        assertThat(service.landedNames()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void showsLettersForPeople() throws Exception {
        emit(3, Set.of(0, 1, 2)).close();
        assertThat(command("show", "--limit", "2", directory.toString())).isZero();
        assertThat(out())
                .contains("lane default -> shop.s.orders", "VALUE_DOES_NOT_FIT in column amount", "\"amount\":\"much\"")
                .contains("... and more (--limit 2)");
    }

    @Test
    void whatIsWrongWithTheCommandIsSaid() {
        assertThat(command()).isEqualTo(2);
        assertThat(command("list")).isEqualTo(2);
        assertThat(command("bury", directory.toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no command bury", "resubmit");
        assertThat(command("list", temp.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no file or directory");
        assertThat(command("list", "--limit", "-1", directory.toString())).isEqualTo(2);
        assertThat(command("list", "--odd", "1", directory.toString())).isEqualTo(2);
        assertThat(command("list", directory.toString(), "--limit")).isEqualTo(2);
    }

    @Test
    void aConfigurationThatIsWrongIsSaid() throws Exception {
        emit(3, Set.of(1)).close();
        assertThat(command("resubmit", "--table", "no table", directory.toString()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no table");
    }
}
