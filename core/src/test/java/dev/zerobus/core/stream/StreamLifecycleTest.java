// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.ScriptedZerobus;
import dev.zerobus.core.testing.SessionDriver;
import dev.zerobus.core.testing.StreamScript;
import dev.zerobus.proto.wire.CreateIngestStreamRequest;
import dev.zerobus.proto.wire.RecordType;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Creation, sending and closing, against a real server. */
class StreamLifecycleTest {

    private final ScriptedZerobus server = ScriptedZerobus.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void createsAStreamOfTheTableAndSaysWhoItIs() {
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            ScriptedExchange stream = server.stream(0);
            CreateIngestStreamRequest create = stream.create();
            assertThat(create.getTableName()).isEqualTo("main.shop.orders");
            assertThat(create.getRecordType()).isEqualTo(RecordType.PROTO);
            assertThat(create.getDescriptorProto()).isEqualTo(ByteString.copyFrom(SessionDriver.DESCRIPTOR));
            assertThat(stream.header("x-databricks-zerobus-table-name")).isEqualTo("main.shop.orders");
            assertThat(stream.header("x-zerobus-sdk")).startsWith("zerobus-agent-java/");
            assertThat(stream.header("authorization")).isNull();
            assertThat(driver.heard.states()).containsExactly("CONNECTING", "OPEN");
        }
    }

    @Test
    void givesOneOffsetToEachRequestAndHearsEveryAck() {
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            assertThat(driver.send("a")).isZero();
            assertThat(driver.send("b", "c", "d")).isEqualTo(1);
            assertThat(driver.send("e")).isEqualTo(2);
            driver.untilHeard("acked 2");

            assertThat(driver.heard.heard()).containsExactly("opened", "acked 0", "acked 1", "acked 2");
            assertThat(server.stream(0).batches())
                    .extracting(batch -> batch.getOffsetId())
                    .containsExactly(0L, 1L, 2L);
            assertThat(server.stream(0).records())
                    .extracting(ByteString::toStringUtf8)
                    .containsExactly("a", "b", "c", "d", "e");
        }
    }

    @Test
    void takesNothingForTheOldStreamOnceAnotherDescriptorIsWanted() {
        byte[] other = {0x0A, 0x03, 'N', 'e', 'w'};
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            driver.until("ready", driver.session::ready);
            driver.session.connect(other);
            assertThat(driver.session.state()).isEqualTo(SessionState.OPEN);
            assertThat(driver.session.ready())
                    .as("rows by the new descriptor would be misread")
                    .isFalse();
            assertThat(driver.send("by the new one")).isZero();
            driver.untilHeard("acked 0");
            assertThat(server.stream(0).records()).isEmpty();
            assertThat(server.stream(1).create().getDescriptorProto()).isEqualTo(ByteString.copyFrom(other));
            driver.session.connect(other);
            driver.until("ready after the same descriptor again", driver.session::ready);
        }
    }

    @Test
    void takesOneAckForManyRequests() {
        server.next(StreamScript.onBatches((exchange, batch) -> {
            if (batch.getOffsetId() == 4) {
                exchange.ack(4);
            }
        }));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            for (int i = 0; i < 5; i++) {
                driver.send("r" + i);
            }
            driver.untilHeard("acked 4");
            assertThat(driver.heard.heard()).containsExactly("opened", "acked 4");
        }
    }

    @Test
    void lendsTheCallersArrayOnlyForTheTimeOfSend() {
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            Random random = new Random(7);
            byte[] array = new byte[300_000];
            List<ByteString> expected = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] record = new byte[1 + random.nextInt(290_000 / (1 + i % 7))];
                random.nextBytes(record);
                expected.add(ByteString.copyFrom(record));
                byte[] rows = entry(record);
                int offset = random.nextInt(100);
                System.arraycopy(rows, 0, array, offset, rows.length);
                driver.until("ready", driver.session::ready);
                driver.session.send(array, offset, rows.length, 1, driver.now());
                Arrays.fill(array, (byte) 0xEE);
            }
            driver.untilHeard("acked 199");
            assertThat(server.stream(0).records()).isEqualTo(expected);
        }
    }

    private static byte[] entry(byte[] record) {
        return dev.zerobus.proto.wire.ProtoEncodedRecordBatch.newBuilder()
                .addRecords(ByteString.copyFrom(record))
                .build()
                .toByteArray();
    }

    @Test
    void isReadyOnlyBelowItsBoundOfRequests() {
        server.next(StreamScript.silent());
        StreamSettings settings =
                SessionDriver.settings().maxInFlightRequests(2).build();
        try (SessionDriver driver = SessionDriver.of(server, settings).open()) {
            driver.send("a");
            driver.send("b");
            assertThat(driver.session.ready()).isFalse();
            driver.until("both received", () -> server.stream(0).batches().size() == 2);
            server.stream(0).ack(0);
            driver.until("ready again", driver.session::ready);
        }
    }

    @Test
    void stopsBeingReadyWhenTheServiceDoesNotRead() {
        // the server's thread stands still in the first batch, so flow control closes
        java.util.concurrent.CountDownLatch goOn = new java.util.concurrent.CountDownLatch(1);
        server.next(StreamScript.onBatches((exchange, batch) -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.ack(batch.getOffsetId());
        }));
        byte[] rows = entry(new byte[256 << 10]);
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            long last = -1;
            for (int i = 0; i < 200 && driver.session.ready(); i++) {
                last = driver.session.send(rows, 0, rows.length, 1, driver.now());
                driver.session.poll(driver.now());
            }
            long threshold = StreamSettingsBuilder.DEFAULT_READY_THRESHOLD_BYTES;
            assertThat(driver.session.ready())
                    .as("after %d requests of 256 KiB", last + 1)
                    .isFalse();
            assertThat((last + 1) * rows.length).isBetween(threshold, 8 * threshold);
            goOn.countDown();
            driver.untilHeard("acked " + last);
            assertThat(driver.session.ready()).isTrue();
        }
    }

    @Test
    void refusesToSendWhenItIsNotOpen() {
        try (SessionDriver driver = SessionDriver.of(server)) {
            byte[] rows = SessionDriver.rows("a");
            assertThat(driver.session.ready()).isFalse();
            assertThatThrownBy(() -> driver.session.send(rows, 0, rows.length, 1, driver.now()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("IDLE");
        }
    }

    @Test
    void closesAtOnceAndForGood() {
        server.next(StreamScript.silent());
        SessionDriver driver = SessionDriver.of(server).open();
        driver.send("a");
        driver.close();
        driver.close();

        assertThat(driver.session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(driver.session.ready()).isFalse();
        assertThat(driver.session.nextDeadlineNanos()).isEqualTo(StreamSession.NO_DEADLINE);
        driver.until("the call to end at the server", () -> server.stream(0).isClientGone());
        driver.connect().skip(Duration.ofHours(1));
        assertThat(driver.heard.states()).containsExactly("CONNECTING", "OPEN", "CLOSED");
        assertThat(driver.heard.heard()).containsExactly("opened");
        assertThat(server.streams()).hasSize(1);
    }

    @Test
    void closesWhileItConnects() {
        server.next(StreamScript.neverCreate());
        SessionDriver driver = SessionDriver.of(server).connect();
        driver.until(
                "create_stream to arrive",
                () -> !server.streams().isEmpty() && server.stream(0).create() != null);
        driver.close();
        driver.until("the call to end at the server", () -> server.stream(0).isClientGone());
        assertThat(driver.heard.states()).containsExactly("CONNECTING", "CLOSED");
    }

    @Test
    void leavesNoThreadBehind() {
        // what another class of this process has left is none of ours
        List<Thread> before = grpcThreads();
        SessionDriver driver = SessionDriver.of(server).open();
        assertThat(grpcThreadsBut(before)).isNotEmpty().allSatisfy(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getContextClassLoader()).isNull();
        });
        driver.close();
        driver.until("the threads to end", () -> grpcThreadsBut(before).isEmpty());
    }

    private static List<Thread> grpcThreadsBut(List<Thread> others) {
        return grpcThreads().stream().filter(thread -> !others.contains(thread)).toList();
    }

    private static List<Thread> grpcThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("zerobus-grpc-"))
                .toList();
    }

    @Test
    void reconnectsAtOnceWithAnotherDescriptor() {
        server.next(StreamScript.silent());
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            driver.send("a");
            driver.connect();
            driver.session.connect(new byte[] {0x0A, 0x01, 'X'});
            driver.untilHeard("opened", 2);
            assertThat(driver.heard.heard()).containsExactly("opened", "lost NEW_DESCRIPTOR", "opened");
            assertThat(server.stream(1).create().getDescriptorProto())
                    .isEqualTo(ByteString.copyFrom(new byte[] {0x0A, 0x01, 'X'}));
            assertThat(driver.send("a")).isZero();
        }
    }

    @Test
    void givesUpAnAttemptWithoutResponseHeaders() {
        server.withoutEarlyHeaders();
        StreamSettings settings =
                SessionDriver.settings().openTimeout(Duration.ofMillis(300)).build();
        try (SessionDriver driver = SessionDriver.of(server, settings).connect()) {
            driver.untilState(SessionState.RECOVERING);
            assertThat(driver.heard.lastReason()).contains("OPEN_TIMEOUT", "no response headers", "300 ms");
            assertThat(server.stream(0).create())
                    .as("create_stream waits for the headers")
                    .isNull();
        }
    }

    @Test
    void givesUpAnAttemptWithoutAnAnswerAndTriesAgain() {
        server.next(StreamScript.neverCreate());
        StreamSettings settings =
                SessionDriver.settings().openTimeout(Duration.ofMillis(500)).build();
        try (SessionDriver driver = SessionDriver.of(server, settings).connect()) {
            driver.untilState(SessionState.RECOVERING);
            assertThat(driver.heard.lastReason()).contains("no answer to create_stream");
            driver.untilState(SessionState.OPEN);
        }
    }

    @Test
    void keepsTryingUntilTheServiceIsThere() {
        server.stop();
        try (SessionDriver driver = SessionDriver.of(server).connect()) {
            driver.until(
                    "six attempts",
                    () -> driver.heard.states().stream()
                                    .filter("RECOVERING"::equals)
                                    .count()
                            >= 6);
            assertThat(driver.heard.reasons())
                    .anyMatch(reason -> reason.contains("UNAVAILABLE") && reason.contains("refused"));
            server.restart();
            driver.untilState(SessionState.OPEN);
            assertThat(driver.heard.heard()).containsExactly("opened");
        }
    }

    @Test
    void recoversWhenCreationFailsForAWhile() {
        server.next(
                StreamScript.failCreate(Status.UNAVAILABLE),
                StreamScript.failCreate(Status.RESOURCE_EXHAUSTED),
                StreamScript.failCreate(Status.INTERNAL));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            assertThat(server.streams()).hasSize(4);
            assertThat(driver.heard.heard()).containsExactly("opened");
        }
    }
}
