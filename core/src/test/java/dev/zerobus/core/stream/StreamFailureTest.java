// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.ScriptedZerobus;
import dev.zerobus.core.testing.SessionDriver;
import dev.zerobus.core.testing.StreamScript;
import dev.zerobus.proto.wire.CreateIngestStreamRequest;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures, acknowledgements and close signals, against a real server. */
class StreamFailureTest {

    private final ScriptedZerobus server = ScriptedZerobus.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void losesTheStreamAndNumbersFromZeroOnTheNext() {
        server.next(StreamScript.failAt(2, Status.UNAVAILABLE.withDescription("going down")));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            for (int i = 0; i < 3; i++) {
                driver.send("r" + i);
            }
            driver.untilHeard("opened", 2);
            assertThat(driver.heard.heard())
                    .containsExactly("opened", "acked 0", "acked 1", "lost UNAVAILABLE", "opened");
            assertThat(driver.heard.lastFailure().text()).isEqualTo("going down");
            assertThat(driver.heard.lastFailure().retriable()).isTrue();
            assertThat(driver.send("r2")).isZero();
            driver.untilHeard("acked 0", 2);
            assertThat(server.stream(1).batches().get(0).getOffsetId()).isZero();
        }
    }

    @Test
    void survivesACutConnection() {
        server.next(StreamScript.silent());
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            driver.send("a");
            driver.until("a to arrive", () -> !server.stream(0).batches().isEmpty());
            server.restart();
            driver.untilHeard("opened", 2);
            // what a dying server still says differs: a reset stream, or a closed connection
            assertThat(driver.heard.heard().get(1)).isIn("lost UNAVAILABLE", "lost CANCELLED");
            driver.send("a");
            driver.untilHeard("acked 0");
        }
    }

    @Test
    void takesAnEndWithoutErrorForALostStream() {
        server.next(StreamScript.onBatches((exchange, batch) -> exchange.end()));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            driver.send("a");
            driver.untilHeard("opened", 2);
            assertThat(driver.heard.heard()).containsExactly("opened", "lost STREAM_ENDED", "opened");
        }
    }

    @Test
    void takesASilentStreamForDead() {
        server.next(StreamScript.silent());
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            driver.send("a");
            driver.skip(Duration.ofSeconds(59));
            assertThat(driver.session.state()).isEqualTo(SessionState.OPEN);
            driver.skip(Duration.ofSeconds(2));
            assertThat(driver.heard.heard()).containsExactly("opened", "lost ACK_TIMEOUT");
            driver.untilHeard("opened", 2);
            driver.until(
                    "the dead stream to be cancelled", () -> server.stream(0).isClientGone());
        }
    }

    @Test
    void doesNotTakeOtherMessagesForProgress() {
        // fault 8: a chatty server that never gets beyond the first request
        server.next(StreamScript.onBatches((exchange, batch) -> exchange.ack(0)));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            driver.send("a");
            driver.untilHeard("acked 0");
            driver.send("b");
            driver.skip(Duration.ofSeconds(40));
            driver.send("c");
            driver.until("c to arrive", () -> server.stream(0).batches().size() == 3);
            driver.skip(Duration.ofSeconds(25));
            driver.untilHeard("lost ACK_TIMEOUT");
            assertThat(driver.heard.heard()).startsWith("opened", "acked 0", "lost ACK_TIMEOUT");
        }
    }

    @Test
    void ignoresAndCountsAcksThatGoBackwardsOrTooFar() {
        // faults 1 and 2
        server.next(StreamScript.onBatches((exchange, batch) -> {
            if (batch.getOffsetId() == 8) {
                exchange.ack(5);
                exchange.ack(3);
                exchange.ack(9);
                exchange.ack(6);
            }
        }));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            for (int i = 0; i < 9; i++) {
                driver.send("r" + i);
            }
            driver.untilHeard("acked 6");
            assertThat(driver.heard.heard())
                    .containsExactly("opened", "acked 5", "ackIgnored 3", "ackIgnored 9", "acked 6");
        }
    }

    @Test
    void takesAnAckWithoutOffsetForAProtocolError() {
        server.next(StreamScript.onBatches((exchange, batch) -> exchange.ackWithoutOffset()));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            driver.send("a");
            driver.untilHeard("lost PROTOCOL_ERROR").untilHeard("opened", 2);
            assertThat(driver.heard.lastFailure().text()).contains("durability_ack_up_to_offset");
        }
    }

    @Test
    void takesAnEmptyResponseForAProtocolError() {
        server.next(StreamScript.onBatches((exchange, batch) -> exchange.nonsense()));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            driver.send("a");
            driver.untilHeard("lost PROTOCOL_ERROR").untilHeard("opened", 2);
        }
    }

    @Test
    void blamesTheOldestRequestForARejectionAndGoesOn() {
        // fault 11
        server.otherwise(StreamScript.reject(row -> row.toStringUtf8().equals("bad"), "record 0: no such field"));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            driver.send("good");
            driver.untilHeard("acked 0");
            driver.send("bad");
            driver.send("good");
            driver.untilHeard("rejected INVALID_ARGUMENT").untilHeard("opened", 2);
            assertThat(driver.heard.lastFailure().text()).contains("no such field");
            assertThat(driver.heard.lastFailure().retriable()).isFalse();
            driver.send("good");
            driver.untilHeard("acked 0", 2);
        }
    }

    @Test
    void saysWhatIsWrongWithADescriptorAndWaitsForAnother() {
        ErrorInfo info = ErrorInfo.newBuilder()
                .setReason("SCHEMA_VALIDATION_FAILED")
                .setDomain("zerobus.databricks.com")
                .putMetadata("causes", "FIELD_NOT_IN_TABLE, TYPE_INCOMPATIBLE")
                .putMetadata("error_code", "4021")
                .build();
        Metadata trailers = new Metadata();
        trailers.put(
                Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
                com.google.rpc.Status.newBuilder()
                        .setCode(3)
                        .addDetails(Any.pack(info))
                        .build()
                        .toByteArray());
        server.next(new StreamScript() {
            @Override
            public void onCreate(ScriptedExchange exchange, CreateIngestStreamRequest request) {
                exchange.fail(Status.INVALID_ARGUMENT.withDescription("schema does not fit"), trailers);
            }
        });
        try (SessionDriver driver = SessionDriver.of(server).connect()) {
            driver.untilHeard("schemaRejected INVALID_ARGUMENT");
            StreamFailure failure = driver.heard.lastFailure();
            assertThat(failure.causes()).containsExactly("FIELD_NOT_IN_TABLE", "TYPE_INCOMPATIBLE");
            assertThat(failure)
                    .hasToString("INVALID_ARGUMENT: schema does not fit (SCHEMA_VALIDATION_FAILED, error code 4021)"
                            + " [FIELD_NOT_IN_TABLE, TYPE_INCOMPATIBLE]");
            assertThat(driver.session.state()).isEqualTo(SessionState.BLOCKED);

            driver.session.connect(new byte[] {0x0A, 0x01, 'X'});
            driver.untilState(SessionState.OPEN);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"NOT_FOUND", "UNIMPLEMENTED", "OUT_OF_RANGE"})
    void blocksButNeverDies(Status.Code code) {
        server.next(StreamScript.failCreate(code.toStatus().withDescription("no")));
        try (SessionDriver driver = SessionDriver.of(server).connect()) {
            driver.untilState(SessionState.BLOCKED);
            assertThat(driver.heard.lastReason()).contains(code.name(), "no", "events are kept");
            driver.skip(Duration.ofSeconds(59));
            assertThat(server.streams()).hasSize(1);
            driver.skip(Duration.ofMinutes(5)).untilState(SessionState.OPEN);
        }
    }

    @Test
    void doesNotHammerAServiceThatCreatesAndBreaksStreams() {
        // fault 3: with 20 ms growing to 2 s, a second holds a handful of streams; a hot loop would make hundreds
        server.otherwise(StreamScript.createThenBreak());
        StreamSettings settings = SessionDriver.settings()
                .backoff(Duration.ofMillis(20), Duration.ofSeconds(60))
                .build();
        try (SessionDriver driver = SessionDriver.of(server, settings).connect()) {
            long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            driver.until("a second to pass", () -> System.nanoTime() - end > 0);
            assertThat(server.streams()).hasSizeBetween(2, 40);
        }
    }

    @Test
    void readsAcksDuringThePauseAndMovesOnWhenAllAreThere() {
        server.next(StreamScript.closeSignalAt(2, Duration.ofSeconds(20)));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            for (int i = 0; i < 3; i++) {
                driver.send("r" + i);
            }
            driver.untilState(SessionState.PAUSED);
            assertThat(driver.session.ready()).isFalse();
            server.stream(0).ack(2);
            driver.untilHeard("opened", 2);
            assertThat(driver.heard.heard()).endsWith("acked 2", "lost CLOSE_SIGNAL", "opened");
        }
    }

    @Test
    void waitsForTheWholePauseWhenAcksAreMissing() {
        server.next(StreamScript.closeSignalAt(0, Duration.ofSeconds(20)));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            driver.send("a");
            driver.untilState(SessionState.PAUSED).skip(Duration.ofSeconds(18));
            assertThat(driver.session.state()).isEqualTo(SessionState.PAUSED);
            driver.skip(Duration.ofSeconds(3)).untilHeard("opened", 2);
            assertThat(driver.heard.heard()).containsExactly("opened", "lost CLOSE_SIGNAL", "opened");
            assertThat(driver.heard.lastFailure().text()).endsWith("unacknowledged requests: 1");
        }
    }

    @Test
    void doesNotPauseLongerThanTheClientWants() {
        server.next(StreamScript.closeSignalAt(0, Duration.ofHours(1)));
        StreamSettings settings = SessionDriver.settings()
                .closeSignalMaxWait(Duration.ofMillis(50))
                .build();
        try (SessionDriver driver = SessionDriver.of(server, settings).open()) {
            driver.send("a");
            driver.untilHeard("opened", 2);
            assertThat(driver.heard.states()).contains("PAUSED");
        }
    }

    @Test
    void movesOnAtOnceAfterASignalWithoutDuration() {
        server.next(StreamScript.closeSignalAt(0, null));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            driver.send("a");
            driver.untilHeard("opened", 2);
            assertThat(driver.heard.states()).doesNotContain("PAUSED");
            assertThat(driver.heard.heard()).containsExactly("opened", "lost CLOSE_SIGNAL", "opened");
        }
    }

    @Test
    void recoversFromAnErrorDuringThePause() {
        server.next(StreamScript.onBatches((exchange, batch) -> {
            exchange.closeSignal(Duration.ofSeconds(30));
            exchange.fail(Status.INTERNAL.withDescription("after all"));
        }));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            driver.send("a");
            driver.untilHeard("opened", 2);
            assertThat(driver.heard.heard()).containsExactly("opened", "lost INTERNAL", "opened");
        }
    }

    @Test
    void isNotReadyFromTheMomentTheCloseSignalArrives() {
        // fault 9: the signal is not taken from the mailbox yet, and still nothing is sent
        server.next(StreamScript.onBatches((exchange, batch) -> exchange.closeSignal(Duration.ofSeconds(30))));
        try (SessionDriver driver = SessionDriver.of(server).open()) {
            driver.send("a");
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (driver.session.ready() && System.nanoTime() - deadline < 0) {
                Thread.onSpinWait();
            }
            assertThat(driver.session.ready()).isFalse();
            assertThat(driver.session.state()).as("poll was not called").isEqualTo(SessionState.OPEN);
            List<IngestRecordBatchRequest> received = server.stream(0).batches();
            assertThat(received).hasSize(1);
            assertThat(received.get(0).getProtoEncodedBatch().getRecords(0)).isEqualTo(ByteString.copyFromUtf8("a"));
        }
    }
}
