// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.dead.Letters.Aside;
import dev.zerobus.core.lane.SetAside;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.proto.event.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {

    @TempDir
    Path temp;

    private Path directory;
    private Letters letters;

    @BeforeEach
    void prepare() {
        directory = temp.resolve("deep/dead");
        letters = new Letters(directory);
    }

    private SetAside lane(DeadLetters keeper) {
        return keeper.forLane("orders", Letters.TABLE);
    }

    private Path file(int number) {
        return DeadLetterFiles.file(directory, number);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void touchesNothingBeforeTheFirstLetter() {
        letters.keeper(1 << 20).close();
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void keepsEverythingThatIsKnownOfARejectedEvent() throws Exception {
        byte[] event = Letters.event(42, "a \"quoted\" line\nand ünïcode \uD83D\uDE00");
        try (DeadLetters keeper = letters.keeper(1 << 20)) {
            lane(keeper).setAside(Aside.rejected(7, event));
            assertThat(letters.written()).isEqualTo(1);
        }
        assertThat(Files.readAllLines(file(1))).hasSize(1);
        DeadLetter letter = DeadLetterReader.readAll(directory).get(0);
        assertThat(letter.time()).isEqualTo(Letters.NOW);
        assertThat(letter.lane()).isEqualTo("orders");
        assertThat(letter.table()).isEqualTo("main.shop.orders");
        assertThat(letter.producerId()).isEqualTo(Letters.PRODUCER);
        assertThat(letter.seq()).isEqualTo(7);
        assertThat(letter.reason()).isEqualTo(SetAsideReason.REJECTED);
        assertThat(letter.code()).isEqualTo("INVALID_ARGUMENT");
        assertThat(letter.codeNumber()).isEqualTo(3);
        assertThat(letter.column()).isEmpty();
        assertThat(letter.text()).isEqualTo("INVALID_ARGUMENT: amount is no number");
        assertThat(letter.eventProto()).isEqualTo(event);
        assertThat(letter.eventJson())
                .isEqualTo("{\"event_name\":\"order_placed\",\"time\":\"2023-11-14T22:13:20Z\",\"fields\":"
                        + "{\"id\":42,\"note\":\"a \\\"quoted\\\" line\\nand ünïcode \uD83D\uDE00\"}}");
    }

    @Test
    void theFormOfALineIsThis() throws Exception {
        try (DeadLetters keeper = letters.keeper(1 << 20)) {
            lane(keeper).setAside(Aside.misfit(3, Letters.event(1, 2), "id", "no"));
        }
        assertThat(Files.readString(file(1)))
                .isEqualTo("{\"v\":1,\"time\":\"2026-11-21T07:20:00.123456Z\",\"lane\":\"orders\","
                        + "\"table\":\"main.shop.orders\",\"producer_id\":\"01900000-0000-7000-8000-000000000001\","
                        + "\"seq\":3,\"reason\":\"VALUE_DOES_NOT_FIT\",\"column\":\"id\",\"text\":\"no\","
                        + "\"event\":{\"event_name\":\"order_placed\",\"time\":\"2023-11-14T22:13:20Z\","
                        + "\"fields\":{\"id\":1,\"note\":\"nn\"}},"
                        + "\"event_proto\":\"" + java.util.Base64.getEncoder().encodeToString(Letters.event(1, 2))
                        + "\"}\n");
    }

    @Test
    void anEventThatSaysWhoSentItKeepsThatIdentity() throws Exception {
        UUID other = UUID.fromString("01900000-0000-7000-8000-00000000abcd");
        byte[] event = Identified.event(Letters.event(1, 1), other, Long.MAX_VALUE);
        try (DeadLetters keeper = letters.keeper(1 << 20)) {
            lane(keeper).setAside(Aside.rejected(7, event));
        }
        DeadLetter letter = DeadLetterReader.readAll(directory).get(0);
        assertThat(letter.producerId()).isEqualTo(other);
        assertThat(letter.seq()).isEqualTo(Long.MAX_VALUE);
        Event parsed = Event.parseFrom(letter.eventWithIdentity());
        assertThat(parsed.getSeq()).isEqualTo(Long.MAX_VALUE);
        assertThat(parsed.getFields(0).getIntValue()).isEqualTo(1);
        assertThat(new UUID(
                        parsed.getProducerId().asReadOnlyByteBuffer().getLong(),
                        parsed.getProducerId().asReadOnlyByteBuffer().getLong(8)))
                .isEqualTo(other);
    }

    @Test
    void bytesThatAreNoEventAreKeptAsTheyAre() throws Exception {
        byte[] garbage = {(byte) 0xFF, 0, 17, -3};
        try (DeadLetters keeper = letters.keeper(1 << 20)) {
            lane(keeper).setAside(Aside.of(1, garbage, SetAsideReason.UNREADABLE, "", "half a \uD800 character", null));
        }
        DeadLetter letter = DeadLetterReader.readAll(file(1)).get(0);
        assertThat(letter.eventJson()).isEqualTo("null");
        assertThat(letter.eventProto()).isEqualTo(garbage);
        assertThat(letter.text()).isEqualTo("half a ? character");
    }

    @Test
    void onlyTheOwnerMayLookIntoWhatIsKept() throws Exception {
        try (DeadLetters keeper = letters.keeper(1 << 20)) {
            lane(keeper).setAside(Aside.rejected(1, Letters.event(1, 1)));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
            for (Path file : files()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void goesOnInTheFileThatAProcessHasLeft() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (DeadLetters keeper = letters.keeper(1 << 20)) {
                lane(keeper).setAside(Aside.rejected(i, Letters.event(i, 1)));
            }
        }
        assertThat(files()).containsExactly(file(1));
        assertThat(DeadLetterReader.readAll(directory))
                .extracting(DeadLetter::seq)
                .containsExactly(0L, 1L, 2L);
    }

    @Test
    void anotherWriterOfTheSameDirectoryHasAFileOfItsOwn() throws Exception {
        try (DeadLetters one = letters.keeper(1 << 20);
                DeadLetters two = letters.keeper(1 << 20)) {
            for (int i = 0; i < 4; i += 2) {
                lane(one).setAside(Aside.rejected(i, Letters.event(i, 1)));
                lane(two).setAside(Aside.rejected(i + 1, Letters.event(i, 1)));
            }
            assertThat(DeadLetterReader.readAll(file(1)))
                    .extracting(DeadLetter::seq)
                    .containsExactly(0L, 2L);
            assertThat(DeadLetterReader.readAll(file(2)))
                    .extracting(DeadLetter::seq)
                    .containsExactly(1L, 3L);
        }
    }

    @Test
    void aTornLineIsPassedOverAndCompletedAtTheNextStart() throws Exception {
        try (DeadLetters keeper = letters.keeper(1 << 20)) {
            lane(keeper).setAside(Aside.rejected(1, Letters.event(1, 1)));
            lane(keeper).setAside(Aside.rejected(2, Letters.event(2, 1)));
        }
        byte[] whole = Files.readAllBytes(file(1));
        int secondAt = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int cut = secondAt + 1; cut < whole.length; cut += cut < whole.length - 8 ? 7 : 1) {
            Files.write(file(1), java.util.Arrays.copyOf(whole, cut));
            // only the line feed may be missing from a letter that counts
            boolean complete = cut == whole.length - 1;
            try (DeadLetterReader reader = DeadLetterReader.open(file(1))) {
                List<Long> seqs = seqs(reader);
                assertThat(seqs).as("cut at " + cut).isEqualTo(complete ? List.of(1L, 2L) : List.of(1L));
                assertThat(reader.torn()).as("cut at " + cut).isEqualTo(!complete);
                assertThat(reader.position()).isEqualTo(complete ? cut : secondAt);
            }
            try (DeadLetters keeper = letters.keeper(1 << 20)) {
                lane(keeper).setAside(Aside.rejected(3, Letters.event(3, 1)));
            }
            try (DeadLetterReader reader = DeadLetterReader.open(file(1))) {
                assertThat(seqs(reader)).isEqualTo(complete ? List.of(1L, 2L, 3L) : List.of(1L, 3L));
                assertThat(reader.damagedLines()).isEqualTo(complete ? 0 : 1);
                assertThat(reader.torn()).isFalse();
            }
        }
    }

    private static List<Long> seqs(DeadLetterReader reader) throws IOException {
        List<Long> seqs = new ArrayList<>();
        for (DeadLetter letter = reader.next(); letter != null; letter = reader.next()) {
            seqs.add(letter.seq());
        }
        return seqs;
    }

    @Test
    void staysWithinItsSizeAndCountsAndSaysWhatHadToGo() throws Exception {
        int max = 1 << 20;
        int count = 8_000;
        try (DeadLetters keeper = letters.keeper(max)) {
            for (int i = 0; i < count; i++) {
                lane(keeper).setAside(Aside.rejected(i, Letters.event(i, 100)));
                if (i % 100 == 0) {
                    assertThat(bytes()).isLessThanOrEqualTo(max);
                }
            }
            List<DeadLetter> kept = DeadLetterReader.readAll(directory);
            assertThat(letters.written()).isEqualTo(count);
            assertThat(letters.unwritten()).isZero();
            assertThat(letters.removed()).isPositive().isEqualTo(count - kept.size());
            assertThat(kept.get(0).seq()).as("the oldest went").isEqualTo(letters.removed());
            assertThat(kept.get(kept.size() - 1).seq()).isEqualTo(count - 1);
        }
        assertThat(letters.said)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("ERROR ")
                        .contains("set-aside events are lost with")
                        .contains("raise zerobus.dead-letters.max-size"));
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    @Test
    void neverRemovesTheFileThatAnotherOneWrites() throws Exception {
        int max = 1 << 20;
        try (DeadLetters quiet = letters.keeper(max);
                DeadLetters busy = letters.keeper(max)) {
            lane(quiet).setAside(Aside.rejected(1, Letters.event(1, 1)));
            for (int i = 0; i < 8_000; i++) {
                lane(busy).setAside(Aside.rejected(i, Letters.event(i, 100)));
            }
            lane(quiet).setAside(Aside.rejected(2, Letters.event(1, 1)));
        }
        assertThat(DeadLetterReader.readAll(file(1)))
                .extracting(DeadLetter::seq)
                .containsExactly(1L, 2L);
    }

    @Test
    void beginsAnewWhenSomebodyTakesItsFileAway() throws Exception {
        try (DeadLetters keeper = letters.keeper(1 << 20)) {
            lane(keeper).setAside(Aside.rejected(1, Letters.event(1, 1)));
            Files.delete(file(1));
            lane(keeper).setAside(Aside.rejected(2, Letters.event(1, 1)));
            assertThat(DeadLetterReader.readAll(directory))
                    .extracting(DeadLetter::seq)
                    .containsExactly(2L);
        }
    }

    @Test
    void aDirectoryThatCanNotBeWrittenIsCountedSaidAndTriedAgain() throws Exception {
        Files.createDirectories(directory.getParent());
        Files.writeString(directory, "a file stands in the way");
        try (DeadLetters keeper = letters.keeper(1 << 20)) {
            lane(keeper).setAside(Aside.rejected(1, Letters.event(1, 1)));
            lane(keeper).setAside(Aside.rejected(2, Letters.event(1, 1)));
            assertThat(letters.unwritten()).isEqualTo(2);
            assertThat(letters.said).hasSize(1);
            assertThat(letters.said.get(0))
                    .startsWith("ERROR ")
                    .contains("lane orders")
                    .contains(directory.toString())
                    .contains("zerobus.dead-letters.dir");
            Files.delete(directory);
            lane(keeper).setAside(Aside.rejected(3, Letters.event(1, 1)));
            assertThat(letters.unwritten()).as("before its rest is over").isEqualTo(3);
            letters.nanos += DeadLetters.REST_NANOS;
            lane(keeper).setAside(Aside.rejected(4, Letters.event(1, 1)));
            assertThat(letters.written()).isEqualTo(1);
        }
        assertThat(DeadLetterReader.readAll(directory))
                .extracting(DeadLetter::seq)
                .containsExactly(4L);
    }

    @Test
    void aLetterThatIsLargerThanAllMayBeIsCountedAndSaid() {
        try (DeadLetters keeper = letters.keeper(1 << 20)) {
            lane(keeper).setAside(Aside.rejected(1, Letters.event(1, 1 << 20)));
            assertThat(letters.unwritten()).isEqualTo(1);
        }
        assertThat(letters.said.get(0)).contains("zerobus.dead-letters.max-size");
    }

    @Test
    void anEventTooLargeForPeopleIsKeptAsItsBytes() throws Exception {
        byte[] event = Letters.event(1, "\u0001".repeat(DeadLetters.MAX_JSON_BYTES / 6));
        try (DeadLetters keeper = letters.keeper(64 << 20)) {
            lane(keeper).setAside(Aside.rejected(1, event));
            lane(keeper).setAside(Aside.rejected(2, Letters.event(2, 1)));
        }
        List<DeadLetter> kept = DeadLetterReader.readAll(directory);
        assertThat(kept.get(0).eventJson()).isEqualTo("null");
        assertThat(kept.get(0).eventProto()).isEqualTo(event);
        assertThat(kept.get(1).eventJson()).contains("order_placed");
    }

    @Test
    void anInterruptOfTheThreadDoesNoHarm() throws Exception {
        try (DeadLetters keeper = letters.keeper(1 << 20)) {
            lane(keeper).setAside(Aside.rejected(1, Letters.event(1, 1)));
            Thread.currentThread().interrupt();
            lane(keeper).setAside(Aside.rejected(2, Letters.event(1, 1)));
            lane(keeper).setAside(Aside.rejected(3, Letters.event(1, 1)));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(letters.unwritten()).isZero();
        }
        assertThat(DeadLetterReader.readAll(directory)).hasSize(3);
    }

    @Test
    void whatComesAfterTheCloseIsCounted() {
        DeadLetters keeper = letters.keeper(1 << 20);
        keeper.close();
        lane(keeper).setAside(Aside.rejected(1, Letters.event(1, 1)));
        assertThat(letters.unwritten()).isEqualTo(1);
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void saysOnceWhereTheLettersAreAndHowToSendThem() {
        try (DeadLetters keeper = letters.keeper(1 << 20)) {
            lane(keeper).setAside(Aside.rejected(1, Letters.event(1, 1)));
            lane(keeper).setAside(Aside.rejected(2, Letters.event(1, 1)));
        }
        assertThat(letters.said).hasSize(1);
        assertThat(letters.said.get(0)).contains(file(1).toString()).contains("dead-letters resubmit " + directory);
    }

    @Test
    void linesThatAreNoLettersArePassedOver() throws Exception {
        try (DeadLetters keeper = letters.keeper(1 << 20)) {
            lane(keeper).setAside(Aside.rejected(1, Letters.event(1, 1)));
        }
        String good = Files.readString(file(1));
        Files.writeString(
                file(1),
                "no json\n\n{\"v\":1}\n[]\n" + good.replace("\"v\":1", "\"v\":2") + good.replace("REJECTED", "ODD")
                        + good.replace("{\"v\"", "{\"new_member\":{\"deep\":[1]},\"v\"") + good.trim() + good,
                StandardOpenOption.TRUNCATE_EXISTING);
        try (DeadLetterReader reader = DeadLetterReader.open(file(1))) {
            assertThat(seqs(reader)).containsExactly(1L);
            assertThat(reader.damagedLines()).isEqualTo(6);
        }
    }
}
