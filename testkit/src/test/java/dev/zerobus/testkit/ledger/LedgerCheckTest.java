// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.testkit.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are written by hand to a real server; each kind of loss, disorder and surplus is found and named. */
class LedgerCheckTest {

    private static final String TABLE = "t.check.ticks";
    private static final String PRODUCER = "p1";

    @TempDir
    private Path directory;

    private Rows rows;
    private Path ledgers;

    @BeforeEach
    void start() throws Exception {
        rows = Rows.open(directory.resolve("data"), CreateTable.parse(LedgerCheck.ddl(TABLE)));
        ledgers = directory.resolve("ledgers");
    }

    @AfterEach
    void stop() {
        rows.close();
    }

    private void accepted(String worker, int... numbers) throws Exception {
        try (LedgerWriter ledger = LedgerWriter.open(ledgers, worker)) {
            for (int number : numbers) {
                ledger.emit(number, () -> true);
            }
        }
    }

    private void row(long seq, String worker, long n) throws Exception {
        row(PRODUCER, seq, worker, n, LedgerCheck.payload(worker, n));
    }

    private void row(String producer, long seq, String worker, long n, String payload) throws Exception {
        rows.json("{\"producer_id\":\"" + producer + "\",\"seq\":" + seq + ",\"worker\":\"" + worker + "\",\"n\":" + n
                + ",\"payload\":\"" + payload + "\"}");
    }

    private LedgerCheck check() {
        rows.awaitMaterialised();
        return LedgerCheck.of(ledgers, rows.server().location(TableName.of(TABLE)));
    }

    private static void violates(Verdict verdict, String invariant, String... words) {
        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.violations()).as(verdict.toString()).anySatisfy(violation -> {
            assertThat(violation.invariant()).isEqualTo(invariant);
            assertThat(violation.toString()).contains(words);
        });
        assertThatThrownBy(verdict::assertHolds).hasMessageContaining(invariant);
    }

    @Test
    void isContentWhenEverythingHasLandedOnce() throws Exception {
        accepted("a", 0, 1, 2);
        accepted("b", 0);
        row(0, "a", 0);
        row(1, "b", 0);
        row(2, "a", 1);
        row(3, "a", 2);

        Verdict verdict = check().startsAtLeast(2).run().assertHolds();
        assertThat(verdict.accepted()).isEqualTo(4);
        assertThat(verdict.landed()).isEqualTo(4);
        assertThat(verdict.duplicates()).isZero();
    }

    @Test
    void findsWhatIsLost() throws Exception {
        accepted("a", 0, 1, 2);
        row(0, "a", 0);
        row(2, "a", 2);
        Verdict verdict = check().run();
        violates(verdict, "I1", "1 accepted events that are nowhere", "worker a number 1");
        violates(verdict, "I1", "gaps in the numbers of a producer", "p1:1");
    }

    @Test
    void takesDropsThatWereCountedForALoss() throws Exception {
        accepted("a", 0, 1, 2);
        row(0, "a", 0);
        row(2, "a", 2);
        check().dropped(1).run().assertHolds();
        violates(check().dropped(2).run(), "I1", "and 2 counted as dropped");
    }

    @Test
    void findsDeadLettersAndThoseThatAreRowsToo() throws Exception {
        accepted("a", 0, 1, 2);
        row(0, "a", 0);
        row(2, "a", 2);
        Path letters = directory.resolve("dead.jsonl");
        Files.writeString(
                letters, "{\"v\":1,\"producer_id\":\"p1\",\"seq\":1,\"event\":{\"worker\":\"a\",\"n\":1}}\n{\"torn");
        assertThat(check().deadLetters(letters).run().assertHolds().deadLetters())
                .isEqualTo(1);

        Files.writeString(letters, "{\"v\":1,\"producer_id\":\"p1\",\"seq\":2,\"event\":{\"worker\":\"a\",\"n\":2}}\n");
        violates(
                check().deadLetters(letters).run(),
                "I1",
                "events that have a row and a dead letter",
                "worker a number 2");
    }

    @Test
    void findsRowsOfEventsThatWereRefusedOrNeverEmitted() throws Exception {
        accepted("a", 0);
        try (LedgerWriter ledger = LedgerWriter.open(ledgers, "a")) {
            ledger.emit(1, () -> false);
        }
        row(0, "a", 0);
        row(1, "a", 1);
        row(2, "a", 7);
        row(3, "x", 0);
        violates(
                check().run(),
                "I1",
                "3 rows or dead letters of events that were refused or never emitted",
                "worker a number 1",
                "worker a number 7",
                "worker x");
    }

    @Test
    void leavesOpenWhatBecameOfAnEventInWhichTheWorkerWasKilled() throws Exception {
        accepted("a", 0);
        Files.writeString(ledgers.resolve("worker-a"), "+ 1\n+ 2\n= 2", StandardOpenOption.APPEND);
        row(0, "a", 0);
        row(1, "a", 1);
        Verdict verdict = check().run().assertHolds();
        assertThat(verdict.unknown()).isEqualTo(2);
    }

    @Test
    void demandsOnlyWhatWasDurableWhenToldSo() throws Exception {
        try (LedgerWriter ledger = LedgerWriter.open(ledgers, "a")) {
            ledger.emit(0, () -> true);
            ledger.emit(1, () -> true);
            ledger.durable();
            ledger.emit(2, () -> true);
        }
        row(0, "a", 0);
        row(1, "a", 1);
        violates(check().run(), "I1", "worker a number 2");
        check().durableOnly().run().assertHolds();
    }

    @Test
    void findsWhatIsLostAlthoughItWasDurable() throws Exception {
        try (LedgerWriter ledger = LedgerWriter.open(ledgers, "a")) {
            ledger.emit(0, () -> true);
            ledger.emit(1, () -> true);
            ledger.durable();
        }
        row(0, "a", 0);
        violates(check().durableOnly().run(), "I1", "worker a number 1");
    }

    @Test
    void demandsOfWhatIsDurableInPartOnlyThatPart() throws Exception {
        try (LedgerWriter ledger = LedgerWriter.open(ledgers, "a")) {
            ledger.emit(0, () -> true);
            ledger.emit(1, () -> true);
            ledger.emit(2, () -> true);
            ledger.durable(2);
        }
        row(0, "a", 0);
        violates(check().durableOnly().run(), "I1", "1 accepted events that are nowhere", "worker a number 1");
        row(1, "a", 1);
        assertThat(check().durableOnly().run().assertHolds().durable()).isEqualTo(2);
    }

    @Test
    void takesWhatWasRefusedAndAcceptedAfterwardsForAccepted() throws Exception {
        try (LedgerWriter ledger = LedgerWriter.open(ledgers, "a")) {
            ledger.emit(0, () -> false);
            ledger.emit(0, () -> true);
        }
        accepted("b", 0);
        row(0, "b", 0);
        violates(check().run(), "I1", "worker a number 0");
        row(1, "a", 0);
        Verdict verdict = check().run().assertHolds();
        assertThat(verdict.refused()).isZero();
        assertThat(verdict.accepted()).isEqualTo(2);
    }

    @Test
    void comparesWithBooksThatCameAsALine() throws Exception {
        accepted("a", 0);
        row(0, "a", 0);
        Books books = new Books(1, 1, 3, 0, 0, 0, 7, 9, "USED", "OPEN", true);
        assertThat(Books.parse("closed " + books + " [lane default]")).isEqualTo(books);
        check().books(books).run().assertHolds();
        violates(
                check().books(new Books(2, 2, 0, 0, 0, 0, 0, 0, "", "OPEN", false))
                        .run(),
                "I1",
                "the books do not balance");
        violates(
                check().books(new Books(2, 2, 0, 0, 0, 0, 0, 0, "", "OPEN", true))
                        .run(),
                "I1",
                "the books have 2 acknowledged rows, the table 1");
    }

    @Test
    void findsDisorderByProducerAndByWorker() throws Exception {
        accepted("a", 0, 1);
        row(1, "a", 1);
        rows.awaitMaterialised();
        row(0, "a", 0);
        violates(check().run(), "I2", "not in the order of seq", "seq 0");
        violates(check().orderOfWorkersOnly().run(), "I2", "not in the order of their worker", "number 0");
    }

    @Test
    void doesNotTakeASecondOccurrenceForDisorder() throws Exception {
        accepted("a", 0, 1);
        row(0, "a", 0);
        row(1, "a", 1);
        rows.awaitMaterialised();
        row(0, "a", 0);
        check().duplicatesAtMost(1).run().assertHolds();
        violates(check().run(), "I3", "1 rows are there once more; 0 could have been in flight");
    }

    @Test
    void findsRowsThatComeAgainAsSomethingElse() throws Exception {
        accepted("a", 0, 1);
        row(0, "a", 0);
        row(0, "a", 1);
        Verdict verdict = check().duplicatesAtMost(1).run();
        violates(verdict, "I3", "not the same when they come again", "p1:0");
    }

    @Test
    void findsEventsWithTwoIdentities() throws Exception {
        accepted("a", 0);
        row(0, "a", 0);
        row(1, "a", 0);
        violates(check().run(), "I3", "two identities", "worker a number 0");
    }

    @Test
    void findsWrongPayloads() throws Exception {
        accepted("a", 0);
        row(PRODUCER, 0, "a", 0, "something else");
        violates(check().run(), "I1", "payload", "worker a number 0");
    }

    @Test
    void findsMisconduct() throws Exception {
        try (LedgerWriter ledger = LedgerWriter.open(ledgers, "a")) {
            ledger.emit(0, () -> true);
            ledger.emit(1, () -> {
                throw new IllegalStateException("boom");
            });
        }
        row(0, "a", 0);
        Verdict verdict = check().callerAtMost(Duration.ZERO)
                .memory(11, 10)
                .startsAtLeast(2)
                .run();
        violates(verdict, "I4", "11 bytes");
        violates(verdict, "I5", "number 0 took");
        violates(verdict, "I6", "worker a event 1", "boom");
        violates(verdict, "I7", "1 starts of 2");
        assertThat(verdict.violations())
                .extracting(Violation::invariant)
                .isEqualTo(List.of("I4", "I5", "I6", "I7").stream().sorted().toList());
    }
}
