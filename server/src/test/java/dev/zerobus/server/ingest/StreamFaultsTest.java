// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.proto.wire.EphemeralStreamResponse;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.server.fault.Fault;
import dev.zerobus.server.fault.FaultEffect;
import dev.zerobus.server.fault.FaultPlace;
import dev.zerobus.server.fault.FiredFault;
import dev.zerobus.server.fault.InjectedFault;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client on the wire sees of each fault of a stream; the server is whole. */
class StreamFaultsTest {

    private static final String ORDERS = "main.shop.orders";
    private static final String OTHERS = "main.shop.others";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private Path directory;

    private ZerobusServer server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        server = ZerobusServer.builder(directory)
                .shutdownGrace(Duration.ZERO)
                .table("CREATE TABLE main.shop.orders (id BIGINT NOT NULL, note STRING)")
                .table("CREATE TABLE main.shop.others (id BIGINT NOT NULL, note STRING)")
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.grpcUri().getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
    }

    private TestStream call(String table) {
        return new TestStream(channel, TestStream.metadata(table));
    }

    private TestStream opened(String table) throws Exception {
        TestStream stream = call(table).createJson(table);
        assertThat(stream.next().hasCreateStreamResponse()).isTrue();
        return stream;
    }

    private static String row(long id) {
        return "{\"id\":" + id + ",\"note\":\"note " + id + "\"}";
    }

    private static long ack(EphemeralStreamResponse response) {
        assertThat(response.hasIngestRecordResponse()).as(response.toString()).isTrue();
        return response.getIngestRecordResponse().getDurabilityAckUpToOffset();
    }

    private static Status end(TestStream stream) throws Exception {
        return stream.closed.get(20, TimeUnit.SECONDS);
    }

    private long rows(String table) throws Exception {
        assertThat(server.awaitMaterialised(LONG)).isTrue();
        return server.reader(TableName.of(table)).rowCount();
    }

    private void awaitRows(long count) throws Exception {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (rows(ORDERS) < count && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(rows(ORDERS)).isEqualTo(count);
    }

    @Test
    void refusesStreamsSoOftenAndThenTakesThem() throws Exception {
        InjectedFault fault = server.faults()
                .add(Fault.onOpen()
                        .status(Status.Code.UNAVAILABLE, "later")
                        .times(2)
                        .table(ORDERS));

        opened(OTHERS);
        for (int i = 0; i < 2; i++) {
            Status status = end(call(ORDERS).createJson(ORDERS));
            assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(status.getDescription()).isEqualTo("later");
        }
        opened(ORDERS);
        assertThat(fault.fired()).isEqualTo(2);
        assertThat(server.faults().fired())
                .extracting(FiredFault::place, FiredFault::effect, FiredFault::table)
                .containsOnly(Tuple.tuple(FaultPlace.OPEN, FaultEffect.STATUS, ORDERS));
    }

    @Test
    void endsWellBeforeTheAnswerToCreateStreamAndBehindIt() throws Exception {
        server.faults().add(Fault.onCall().status(Status.Code.OK));
        server.faults().add(Fault.onOpen().status(Status.Code.OK));
        server.faults().add(Fault.onOpened().status(Status.Code.OK));

        assertThat(end(call(ORDERS)).isOk()).isTrue();
        assertThat(end(call(ORDERS).createJson(ORDERS)).isOk()).isTrue();
        TestStream stream = opened(ORDERS);
        assertThat(end(stream).isOk()).isTrue();
    }

    @Test
    void sendsHeadersOnlyWhenItIsAllowedTo() throws Exception {
        InjectedFault fault = server.faults().add(Fault.onCall().hang());
        TestStream stream = call(ORDERS).createJson(ORDERS);

        assertThat(fault.awaitFired(1, LONG)).isTrue();
        opened(OTHERS);
        assertThat(stream.headers).isNotDone();
        fault.clear();
        stream.headers.get(20, TimeUnit.SECONDS);
        assertThat(stream.next().hasCreateStreamResponse()).isTrue();
    }

    @Test
    void answersCreateStreamLate() throws Exception {
        InjectedFault fault = server.faults().add(Fault.onOpen().delay(SHORT));
        long from = System.nanoTime();
        opened(ORDERS);
        assertThat(System.nanoTime() - from).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThat(fault.fired()).isEqualTo(1);
    }

    @Test
    void endsAtAnOffsetBehindTheAcknowledgementsOfWhatCameBefore() throws Exception {
        server.faults().add(Fault.onOffset(2).status(Status.Code.INTERNAL));
        TestStream stream = opened(ORDERS);
        for (int i = 0; i < 4; i++) {
            stream.json(i, row(i));
        }
        stream.awaitAck(1);
        assertThat(end(stream).getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(rows(ORDERS)).isEqualTo(2);
        assertThat(server.faults().fired().get(0).offset()).isEqualTo(2);
    }

    @Test
    void endsAtOnceWhatIsDurableAndWasNotAcknowledged() throws Exception {
        InjectedFault withheld = server.faults().add(Fault.onAck().hang().always());
        server.faults()
                .add(Fault.onRequest().status(Status.Code.UNAVAILABLE).abrupt().after(1));
        TestStream stream = opened(ORDERS);
        stream.json(0, row(0));
        assertThat(withheld.awaitFired(1, LONG)).isTrue();
        stream.json(1, row(1));

        assertThat(end(stream).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(rows(ORDERS)).as("the first was durable all the same").isEqualTo(1);
    }

    @Test
    void refusesRecordsThatHoldSomething() throws Exception {
        server.faults()
                .add(Fault.onRecordContaining("note 7")
                        .status(Status.Code.INVALID_ARGUMENT, "no sevens")
                        .always());
        server.faults()
                .add(Fault.onRecordWith("id", 9)
                        .status(Status.Code.INVALID_ARGUMENT, "no nines")
                        .always());

        TestStream first = opened(ORDERS).jsonBatch(0, row(5), row(6)).jsonBatch(1, row(6), row(7), row(8));
        first.awaitAck(0);
        assertThat(end(first).getDescription()).isEqualTo("no sevens");
        assertThat(end(opened(ORDERS).jsonBatch(0, row(8), row(9))).getDescription())
                .isEqualTo("no nines");
        assertThat(rows(ORDERS)).as("a batch is all or nothing").isEqualTo(2);
        assertThat(server.faults().fired()).extracting(FiredFault::offset).containsExactly(1L, 0L);
    }

    @Test
    void countsRecordsAcrossBatches() throws Exception {
        server.faults().add(Fault.onRecord().status(Status.Code.UNKNOWN).after(4));
        TestStream stream = opened(ORDERS).jsonBatch(0, row(0), row(1), row(2)).jsonBatch(1, row(3), row(4));
        stream.awaitAck(0);
        assertThat(end(stream).getCode()).isEqualTo(Status.Code.UNKNOWN);
        assertThat(rows(ORDERS)).isEqualTo(3);
    }

    @Test
    void acknowledgesLate() throws Exception {
        server.faults().add(Fault.onAck().delay(SHORT).always());
        TestStream stream = opened(ORDERS);
        long from = System.nanoTime();
        stream.json(0, row(0)).awaitAck(0);
        stream.json(1, row(1)).awaitAck(1);
        assertThat(System.nanoTime() - from).isGreaterThanOrEqualTo(2 * SHORT.toNanos());
    }

    @Test
    void withholdsAcknowledgementsUntilItIsCleared() throws Exception {
        InjectedFault fault = server.faults().add(Fault.onAck().hang());
        TestStream stream = opened(ORDERS).json(0, row(0)).json(1, row(1));
        assertThat(fault.awaitFired(1, LONG)).isTrue();
        awaitRows(2);
        assertThat(stream.waiting()).isZero();
        fault.clear();
        stream.awaitAck(1);
    }

    @Test
    void gathersAcknowledgementsAndGivesTheRestAtTheEnd() throws Exception {
        server.faults().add(Fault.onAck().coalesce(3));
        TestStream stream = opened(ORDERS);
        for (int i = 0; i < 5; i++) {
            stream.json(i, row(i));
            awaitRows(i + 1);
        }
        assertThat(ack(stream.next())).isEqualTo(2);
        stream.halfClose();
        assertThat(ack(stream.next())).isEqualTo(4);
        assertThat(end(stream).isOk()).isTrue();
    }

    @Test
    void sendsAcknowledgementsThatGoBackwards() throws Exception {
        server.faults().add(Fault.onAck().offsets(5, 3, 6));
        TestStream stream = opened(ORDERS);
        for (int i = 0; i < 7; i++) {
            stream.json(i, row(i));
        }
        List<Long> acks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            acks.add(ack(stream.next()));
        }
        assertThat(acks).containsExactly(5L, 3L, 6L);
        stream.json(7, row(7)).awaitAck(7);
    }

    @Test
    void acknowledgesBeyondWhatWasSent() throws Exception {
        server.faults().add(Fault.onAck().beyond(10));
        TestStream stream = opened(ORDERS).json(0, row(0));
        assertThat(ack(stream.next())).isEqualTo(10);
        assertThat(ack(stream.json(1, row(1)).next())).isEqualTo(1);
    }

    @Test
    void acknowledgesNothingInParticular() throws Exception {
        server.faults().add(Fault.onAck().withoutOffset());
        TestStream stream = opened(ORDERS).json(0, row(0));
        EphemeralStreamResponse response = stream.next();
        assertThat(response.hasIngestRecordResponse()).isTrue();
        assertThat(response.getIngestRecordResponse().hasDurabilityAckUpToOffset())
                .isFalse();
        assertThat(ack(stream.json(1, row(1)).next())).isEqualTo(1);
    }

    @Test
    void announcesTheEndOfStreamsOfOneTableOnly() throws Exception {
        TestStream orders = opened(ORDERS);
        TestStream others = opened(OTHERS);
        InjectedFault fault = server.faults()
                .add(Fault.now().closeSignal(Duration.ofMillis(1500)).table(ORDERS));

        EphemeralStreamResponse response = orders.next();
        assertThat(response.getCloseStreamSignal().getDuration().getSeconds()).isEqualTo(1);
        assertThat(response.getCloseStreamSignal().getDuration().getNanos()).isEqualTo(500_000_000);
        assertThat(fault.fired()).isEqualTo(1);
        others.json(0, row(0)).awaitAck(0);
        assertThat(others.waiting()).isZero();
        orders.json(0, row(0)).awaitAck(0);
    }

    @Test
    void endsAllStreamsThatAreOpen() throws Exception {
        TestStream stream = opened(ORDERS);
        server.faults().add(Fault.now().status(Status.Code.ABORTED));
        assertThat(end(stream).getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(opened(ORDERS).json(0, row(0)).awaitAck(0)).isPositive();
    }

    @Test
    void resetsTheConnectionAndDoesNotTakeTheRequest() throws Exception {
        server.faults().add(Fault.onRequest().reset().after(1));
        TestStream stream = opened(ORDERS).json(0, row(0));
        stream.awaitAck(0);
        stream.json(1, row(1));

        Status status = end(stream);
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getCause()).hasMessageContaining("reset");
        assertThat(rows(ORDERS)).isEqualTo(1);
        opened(ORDERS);
    }

    @Test
    void resetsInsteadOfTheAcknowledgementOfWhatIsDurable() throws Exception {
        server.faults().add(Fault.onAck().reset());
        TestStream stream = opened(ORDERS).json(0, row(0));
        assertThat(end(stream).getCause()).hasMessageContaining("reset");
        assertThat(rows(ORDERS)).isEqualTo(1);
        assertThat(stream.waiting()).as("responses").isZero();
    }

    @Test
    void freezesAConnectionThatStaysOpenAndThawsIt() throws Exception {
        TestStream stream = opened(ORDERS).json(0, row(0));
        stream.awaitAck(0);
        InjectedFault fault = server.faults().add(Fault.onRequest().freeze());
        stream.json(1, row(1));
        assertThat(fault.awaitFired(1, LONG)).isTrue();
        // What the connection had been asked for is taken, so from here on it is frozen.
        awaitRows(2);

        stream.json(2, row(2));
        assertThat(stream.waiting()).isZero();
        assertThat(stream.closed).isNotDone();
        assertThat(server.stats().ingest().records())
                .as("what came after it was not read")
                .isEqualTo(2);
        fault.clear();
        stream.awaitAck(2);
        assertThat(rows(ORDERS)).isEqualTo(3);
    }

    @Test
    void sendsGoAwaySoThatNewStreamsTakeAnotherConnection() throws Exception {
        TestStream old = opened(ORDERS).json(0, row(0));
        old.awaitAck(0);
        server.faults().add(Fault.onRequest().goAway(Duration.ofMillis(500)));
        old.json(1, row(1)).awaitAck(1);

        TestStream fresh = opened(ORDERS).json(0, row(2));
        fresh.awaitAck(0);
        assertThat(end(old).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        fresh.json(1, row(3)).awaitAck(1);
        assertThat(fresh.closed).isNotDone();
    }

    @Test
    void failsTheLogAndAcknowledgesNothingAnyMore() throws Exception {
        TestStream stream = opened(ORDERS).json(0, row(0));
        stream.awaitAck(0);
        server.faults().add(Fault.onForce().fail());
        stream.json(1, row(1));

        assertThat(end(stream).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(stream.waiting()).isZero();
        Status refused = end(call(ORDERS));
        assertThat(refused.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refused.getDescription()).contains("restart the server");
    }

    @Test
    void holdsTheDiskUntilItIsCleared() throws Exception {
        InjectedFault fault = server.faults().add(Fault.onForce().hang());
        TestStream stream = opened(ORDERS).json(0, row(0));
        assertThat(fault.awaitFired(1, LONG)).isTrue();
        assertThat(stream.waiting()).isZero();
        fault.clear();
        stream.awaitAck(0);
    }

    @Test
    void closesAlthoughEverythingHangs() throws Exception {
        server.faults().add(Fault.onAck().hang().always());
        server.faults().add(Fault.onForce().hang().after(1));
        server.faults().add(Fault.onRequest().freeze().after(1));
        TestStream stream = opened(ORDERS).json(0, row(0)).json(1, row(1));
        server.close();
        assertThat(end(stream)).isNotNull();
    }
}
