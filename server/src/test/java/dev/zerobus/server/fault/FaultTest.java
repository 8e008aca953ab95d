// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.schema.TableName;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

    private static final TableName ORDERS = TableName.of("main.shop.orders");

    static List<Fault> faults() {
        Duration second = Duration.ofSeconds(1);
        return List.of(
                Fault.now().closeSignal(second),
                Fault.now().alter("ALTER TABLE a.b.c ADD COLUMN d INT"),
                Fault.now().expireTokens(),
                Fault.onCall().hang().table("main.shop.orders"),
                Fault.onOpen()
                        .status(Status.Code.UNAVAILABLE, "not \"now\"")
                        .times(3)
                        .after(2),
                Fault.onOpened().status(Status.Code.OK),
                Fault.onRequest().reset().always(),
                Fault.onOffset(7).status(Status.Code.INTERNAL).abrupt(),
                Fault.onRecord().delay(second),
                Fault.onRecordContaining("poison").freeze(),
                Fault.onRecordContaining("gift".getBytes(StandardCharsets.UTF_8))
                        .goAway(second),
                Fault.onRecordWith("n", 5).status(Status.Code.INVALID_ARGUMENT),
                Fault.onAck().offsets(5, 3, 6),
                Fault.onAck().beyond(2),
                Fault.onAck().withoutOffset(),
                Fault.onAck().coalesce(4),
                Fault.onForce().fail(),
                Fault.onToken().http(429, 2),
                Fault.onTokenIssued().life(second),
                Fault.onLookup().malformed(),
                Fault.onGrant().revoke());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysTheSameInJson(Fault fault) {
        assertThat(Fault.fromJson(fault.toJson())).isEqualTo(fault);
    }

    @Test
    void readsWhatAPersonWrites() {
        assertThat(Fault.fromJson("{\"at\":\"open\",\"do\":\"status\",\"status\":\"UNAVAILABLE\",\"times\":3}"))
                .isEqualTo(Fault.onOpen().status(Status.Code.UNAVAILABLE).times(3));
        assertThat(Fault.fromJson(
                                "{\"at\":\"RECORD\",\"column\":\"n\",\"value\":5,\"do\":\"STATUS\",\"status\":\"OK\"}")
                        .toJson())
                .contains("\"value\":\"5\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"at\":\"open\"}",
                "{\"at\":\"open\",\"do\":\"status\"}",
                "{\"at\":\"open\",\"do\":\"status\",\"status\":\"BAD\"}",
                "{\"at\":\"open\",\"do\":\"coalesce\",\"count\":2}",
                "{\"at\":\"open\",\"do\":\"hang\",\"offset\":2}",
                "{\"at\":\"open\",\"do\":\"hang\",\"times\":0}",
                "{\"at\":\"open\",\"do\":\"hang\",\"times\":\"often\"}",
                "{\"at\":\"open\",\"do\":\"hang\",\"table\":\"orders\"}",
                "{\"at\":\"open\",\"do\":\"delay\",\"millis\":-1}",
                "{\"at\":\"open\",\"do\":\"delay\",\"millis\":{}}",
                "{\"at\":\"record\",\"do\":\"hang\",\"column\":\"n\"}",
                "{\"at\":\"record\",\"do\":\"hang\",\"contains_base64\":\"?\"}",
                "{\"at\":\"ack\",\"do\":\"ack_offsets\",\"offsets\":[]}",
                "{\"at\":\"open\",\"do\":\"hang\"} {}",
            })
    void refusesWhatIsNoFault(String json) {
        assertThatThrownBy(() -> Fault.fromJson(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhatCanHappenAtAPlace() {
        assertThatThrownBy(() -> Fault.onToken().freeze())
                .hasMessageContaining("at token there is no freeze")
                .hasMessageContaining("http");
    }

    @Test
    void countsWhatPassesBeforeItHappensAndHowOftenItDoes() {
        FaultBoard board = new FaultBoard();
        Faults faults = new Faults(board, now -> {});
        InjectedFault fault = faults.add(Fault.onOpen().hang().after(2).times(2));

        assertThat(board.quiet()).isFalse();
        assertThat(meetings(board, 6)).containsExactly(false, false, true, true, false, false);
        assertThat(fault.fired()).isEqualTo(2);
        assertThat(board.quiet()).as("nothing waits any more").isTrue();
        assertThat(faults.fired()).extracting(FiredFault::number).containsExactly(1L, 2L);
    }

    private static List<Boolean> meetings(FaultBoard board, int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> board.meet(Sighting.at(FaultPlace.OPEN, ORDERS, "", -1)) != null)
                .toList();
    }

    @Test
    void sparesOtherTablesAndOtherPlaces() {
        FaultBoard board = new FaultBoard();
        new Faults(board, now -> {}).add(Fault.onOpen().hang().table("Main.Shop.Orders"));

        assertThat(board.meet(Sighting.at(FaultPlace.OPEN, TableName.of("main.shop.other"), "", -1)))
                .isNull();
        assertThat(board.meet(Sighting.at(FaultPlace.CALL, ORDERS, "", -1))).isNull();
        assertThat(board.meet(Sighting.at(FaultPlace.OPEN, ORDERS, "", -1))).isNotNull();
    }

    @Test
    void letsGoWhatItHoldsWhenItIsClearedEvenWhenItIsSpent() {
        FaultBoard board = new FaultBoard();
        Faults faults = new Faults(board, now -> {});
        faults.add(Fault.onOpen().hang());
        int[] gone = {0};
        InjectedFault held = board.meet(Sighting.at(FaultPlace.OPEN, ORDERS, "", -1));
        held.whenCleared(() -> gone[0]++);

        assertThat(gone[0]).isZero();
        faults.clear();
        assertThat(gone[0]).isEqualTo(1);
        held.whenCleared(() -> gone[0]++);
        assertThat(gone[0]).as("what comes too late is not held").isEqualTo(2);
        assertThat(faults.all()).isEmpty();
        assertThat(faults.fired()).hasSize(1);
    }
}
