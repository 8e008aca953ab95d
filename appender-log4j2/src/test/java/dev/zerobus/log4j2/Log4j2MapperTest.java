// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Value;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.core.time.MutableInstant;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.ReusableMessageFactory;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.apache.logging.log4j.util.StringMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Log4j2MapperTest {

    private final CaughtEvents caught = new CaughtEvents();

    @AfterEach
    void clearTheThreadsContext() {
        ThreadContext.clearAll();
    }

    private static Log4jLogEvent.Builder event(Message message) {
        return Log4jLogEvent.newBuilder()
                .setLoggerName("app.Orders")
                .setLevel(Level.INFO)
                .setMessage(message);
    }

    private Event mapped(LogEvent event) {
        assertThat(caught.mapper.log(event, caught.door)).isTrue();
        return caught.only();
    }

    @Test
    void takesTheEventsOwnTimeInMicroseconds() {
        MutableInstant instant = new MutableInstant();
        instant.initFromEpochSecond(1_700_000_000L, 123_456_789);

        Event event = mapped(event(new SimpleMessage("x")).setInstant(instant).build());

        assertThat(event.getTimeMicros()).isEqualTo(1_700_000_000_123_456L);
        assertThat(event.getObservedTimeMicros()).isGreaterThan(1_700_000_000_123_456L);
    }

    @Test
    void takesLevelLoggerAndThread() {
        Event event = mapped(event(new SimpleMessage("x"))
                .setLevel(Level.WARN)
                .setThreadName("worker-3")
                .setThreadId(77)
                .build());

        assertThat(event.getSeverityText()).isEqualTo("WARN");
        assertThat(event.getSeverityNumber()).isEqualTo(13);
        assertThat(event.getSource()).isEqualTo("app.Orders");
        assertThat(event.getThreadName()).isEqualTo("worker-3");
        assertThat(event.getThreadId()).isEqualTo(77);
        assertThat(event.getName()).isEqualTo("log");
    }

    @ParameterizedTest
    @CsvSource({
        "0,24",
        "50,23",
        "100,21",
        "101,20",
        "150,19",
        "199,17",
        "200,17",
        "300,13",
        "350,11",
        "400,9",
        "500,5",
        "550,3",
        "600,1",
        "601,1",
        "2147483647,1"
    })
    void givesLevelsOfTheApplicationsOwnANumberBetweenTheirNeighbours(int intLevel, int number) {
        assertThat(SeverityNumbers.of(intLevel)).isEqualTo(number);
    }

    @Test
    void givesAMoreSevereLevelNeverASmallerNumber() {
        for (int intLevel = 0; intLevel < 700; intLevel++) {
            assertThat(SeverityNumbers.of(intLevel))
                    .as("level " + intLevel)
                    .isBetween(1, 24)
                    .isGreaterThanOrEqualTo(SeverityNumbers.of(intLevel + 1));
        }
    }

    @Test
    void takesTheFormattedMessageAndItsTemplate() {
        Event event = mapped(
                event(new ParameterizedMessage("paid {} of {}", "7.50", 42)).build());

        assertThat(event.getMessage()).isEqualTo("paid 7.50 of 42");
        assertThat(event.getMessageTemplate()).isEqualTo("paid {} of {}");
        assertThat(caught.fields()).doesNotContainKey("message_arguments");
    }

    @Test
    void takesAMessageThatIsUsedAgainBeforeItIs() {
        MutableLogEvent reused = new MutableLogEvent();
        reused.setMessage(ReusableMessageFactory.INSTANCE.newMessage("first {}", "one"));
        reused.setLevel(Level.INFO);
        reused.setLoggerName("app.Reused");
        caught.mapper.log(reused, caught.door);
        reused.clear();
        reused.setMessage(ReusableMessageFactory.INSTANCE.newMessage("second {}", "two"));
        caught.mapper.log(reused, caught.door);

        assertThat(caught.all()).extracting(Event::getMessage).containsExactly("first one", "second two");
        assertThat(caught.all()).extracting(Event::getMessageTemplate).containsExactly("first {}", "second {}");
    }

    @Test
    void takesArgumentsWithTheirTypesIfTheyAreWanted() {
        CaughtEvents wanted = new CaughtEvents("log.arguments", "true");
        MutableLogEvent reused = new MutableLogEvent();
        reused.setMessage(ReusableMessageFactory.INSTANCE.newMessage("{} {}", "text", 42));
        wanted.mapper.log(event(new ParameterizedMessage("{} {}", "text", 42)).build(), wanted.door);
        wanted.mapper.log(reused, wanted.door);

        assertThat(wanted.all()).hasSize(2).allSatisfy(event -> {
            Value arguments = event.getFieldsList().stream()
                    .filter(field -> field.getName().equals("message_arguments"))
                    .findFirst()
                    .orElseThrow();
            assertThat(arguments.getListValue().getValuesList())
                    .extracting(Value::getStringValue, Value::getIntValue)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("text", 0L),
                            org.assertj.core.groups.Tuple.tuple("", 42L));
        });
    }

    @Test
    void takesContextAndItsStack() {
        ThreadContext.put("request_id", "r-17");
        ThreadContext.put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
        ThreadContext.push("outer");
        ThreadContext.push("inner");
        StringMap context = ContextDataFactory.createContextData();
        ThreadContext.getImmutableContext().forEach(context::putValue);
        context.putValue("attempt", 3);

        Event event = mapped(event(new SimpleMessage("x"))
                .setContextData(context)
                .setContextStack(ThreadContext.getImmutableStack())
                .build());

        assertThat(event.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        Map<String, Value> fields = caught.fields();
        assertThat(fields.get("request_id").getStringValue()).isEqualTo("r-17");
        assertThat(fields.get("attempt").getIntValue()).isEqualTo(3);
        assertThat(fields.get("context_stack").getListValue().getValuesList())
                .extracting(Value::getStringValue)
                .containsExactly("outer", "inner");
    }

    @Test
    void takesAMarkerWithAllItsParents() {
        MarkerManager.Log4jMarker marker = new MarkerManager.Log4jMarker("PAYMENT");
        marker.addParents(
                new MarkerManager.Log4jMarker("AUDIT").addParents(new MarkerManager.Log4jMarker("LAW")),
                new MarkerManager.Log4jMarker("MONEY"));

        mapped(event(new SimpleMessage("x")).setMarker(marker).build());

        assertThat(caught.fields().get("markers").getListValue().getValuesList())
                .extracting(Value::getStringValue)
                .containsExactly("PAYMENT", "AUDIT", "LAW", "MONEY");
    }

    @Test
    void takesTheEntriesOfAMapAsFieldsWithTheirTypes() {
        Event event = mapped(event(new StringMapMessage()
                        .with("order_id", "o-1")
                        .with("amount", 42)
                        .with("note", "a \"quoted\" one"))
                .build());

        Map<String, Value> fields = caught.fields();
        assertThat(fields.get("order_id").getStringValue()).isEqualTo("o-1");
        assertThat(fields).containsKeys("amount", "note");
        assertThat(event.getMessage()).contains("order_id=\"o-1\"");
        assertThat(event.getMessageTemplate()).isEmpty();
    }

    @Test
    void aSecretOfAMapIsNotInItsTextEither() {
        CaughtEvents masking = new CaughtEvents("redact.keys", "password", "redact.mask", "(hidden)");
        StructuredDataMessage structured = new StructuredDataMessage("login@32473", "", "audit");
        structured.put("password", "secret-1");
        List<Message> messages = List.of(
                new StringMapMessage().with("user", "anna").with("password", "secret-2"),
                new org.apache.logging.log4j.message.MapMessage<>(
                        Map.of("login", Map.of("password", "secret-3"), "user", "anna")),
                new InJson().with("user", "anna").with("password", "\"secret-4\""),
                structured,
                new StringMapMessage().with("user", "anna"));
        messages.forEach(message -> masking.mapper.log(event(message).build(), masking.door));

        assertThat(masking.all())
                .extracting(Event::getMessage)
                .containsExactly(
                        "password=\"(hidden)\" user=\"anna\"",
                        "login=\"(hidden)\" user=\"anna\"",
                        "password=\"(hidden)\" user=\"anna\"",
                        "password=\"(hidden)\"",
                        "user=\"anna\"");
    }

    /** A message of somebody's own, as applications have them. */
    private static final class InJson extends org.apache.logging.log4j.message.MapMessage<InJson, String> {
        private static final long serialVersionUID = 1;

        @Override
        public String getFormattedMessage() {
            return asString("JSON");
        }

        @Override
        public void formatTo(StringBuilder to) {
            to.append(asString("JSON"));
        }
    }

    @Test
    void looksForThePlaceByItselfOnTheCallersThreadOnly() {
        long caller = Thread.currentThread().getId();
        assertThat(placeOfAnEventOf(caller)).isEqualTo(Caller.class.getName() + ".run");
        assertThat(placeOfAnEventOf(caller + 1)).isEmpty();
    }

    private static String placeOfAnEventOf(long thread) {
        CaughtEvents wanted = new CaughtEvents("log.location", "true");
        LogEvent event = event(new SimpleMessage("x"))
                .setLoggerFqcn(Log4j2MapperTest.class.getName())
                .setThreadId(thread)
                .setIncludeLocation(false)
                .build();
        Caller.run(() -> wanted.mapper.log(event, wanted.door));
        Value place = wanted.fields().get("code_function");
        return place == null ? "" : place.getStringValue();
    }

    private static final class Caller {
        static void run(Runnable call) {
            call.run();
        }
    }

    @Test
    void takesTypedEntriesOfAMap() {
        mapped(event(new org.apache.logging.log4j.message.MapMessage<>(Map.of("amount", 42L, "paid", true)))
                .build());

        assertThat(caught.fields().get("amount").getIntValue()).isEqualTo(42);
        assertThat(caught.fields().get("paid").getBoolValue()).isTrue();
    }

    @Test
    void takesStructuredDataWithIdTypeAndText() {
        StructuredDataMessage message = new StructuredDataMessage("order@32473", "order placed", "audit");
        message.put("order_id", "o-1");

        Event event = mapped(event(message).build());

        assertThat(event.getMessage()).isEqualTo("order placed");
        assertThat(caught.fields().get("order_id").getStringValue()).isEqualTo("o-1");
        assertThat(caught.fields().get("sd_id").getStringValue()).isEqualTo("order@32473");
        assertThat(caught.fields().get("sd_type").getStringValue()).isEqualTo("audit");
    }

    @Test
    void takesAThrowableWithCausesAndSuppressed() {
        RuntimeException thrown = new RuntimeException("outer", new IllegalStateException("inner"));
        thrown.addSuppressed(new IllegalArgumentException("beside"));

        Event event = mapped(event(new SimpleMessage("x")).setThrown(thrown).build());

        assertThat(event.getFailure().getType()).isEqualTo("java.lang.RuntimeException");
        assertThat(event.getFailure().getMessage()).isEqualTo("outer");
        assertThat(event.getFailure().getStackTrace()).contains("Caused by: ", "inner", "Suppressed: ", "beside");
    }

    @Test
    void takesTheTextOfAThrowableThatIsOnlyDescribed() throws Exception {
        LogEvent fromElsewhere = Serialized.copy(event(new SimpleMessage("x"))
                .setThrown(new RuntimeException("outer", new IllegalStateException("inner")))
                .build());
        assertThat(fromElsewhere.getThrown()).as("what serialization leaves").isNull();

        Event event = mapped(fromElsewhere);

        assertThat(event.getFailure().getType()).isEqualTo("java.lang.RuntimeException");
        assertThat(event.getFailure().getMessage()).isEqualTo("outer");
        assertThat(event.getFailure().getStackTrace())
                .startsWith("java.lang.RuntimeException: outer\n\tat ")
                .contains("Caused by: java.lang.IllegalStateException: inner\n", "\t... ", "Log4j2MapperTest.java");
    }

    @Test
    void takesThePlaceInTheSourceOnlyIfItIsWanted() {
        StackTraceElement source = new StackTraceElement("app.Orders", "pay", "Orders.java", 17);
        mapped(event(new SimpleMessage("x")).setSource(source).build());
        assertThat(caught.fields()).doesNotContainKeys("code_file", "code_line", "code_function");

        CaughtEvents wanted = new CaughtEvents("log.location", "true");
        wanted.mapper.log(event(new SimpleMessage("x")).setSource(source).build(), wanted.door);
        assertThat(wanted.fields().get("code_file").getStringValue()).isEqualTo("Orders.java");
        assertThat(wanted.fields().get("code_line").getIntValue()).isEqualTo(17);
        assertThat(wanted.fields().get("code_function").getStringValue()).isEqualTo("app.Orders.pay");
    }

    @Test
    void deliversAnEventWhoseMessageThrows() {
        Event event = mapped(event(new ThrowingMessage()).build());

        assertThat(event.getMessage())
                .isEqualTo("(a " + ThrowingMessage.class.getName()
                        + " that can not be formatted: java.lang.IllegalStateException)");
    }

    @Test
    void deliversAnEventWithoutAnything() {
        Event event = mapped(
                Log4jLogEvent.newBuilder().setMessage(new ObjectMessage(null)).build());
        assertThat(event.getMessage()).isEqualTo("null");
        Event empty = new CaughtEventsOf(new EmptyEvent()).event;
        assertThat(empty.getMessage()).isEmpty();
        assertThat(empty.getTimeMicros()).isPositive();
    }

    @Test
    void takesAMillionCharacters() {
        String million = "x".repeat(1_000_000);
        Event event = mapped(event(new ParameterizedMessage("{}", million)).build());
        assertThat(event.getMessage().length()).isGreaterThan(100_000);
        assertThat(million).startsWith(event.getMessage().substring(0, 100_000));
    }

    @Test
    void formatsBeforeTheDoorIsEnteredSoThatWhatAnArgumentLogsIsAnEvent() {
        Object argument = new Object() {
            @Override
            public String toString() {
                caught.mapper.log(event(new SimpleMessage("inner")).build(), caught.door);
                return "argument";
            }
        };
        caught.mapper.log(event(new ParameterizedMessage("outer {}", argument)).build(), caught.door);

        assertThat(caught.all()).extracting(Event::getMessage).containsExactlyInAnyOrder("inner", "outer argument");
    }

    @Test
    void refusesWhatOurOwnThreadsHaveSaidAlsoBehindAQueue() {
        LogEvent queued = event(new SimpleMessage("x"))
                .setThreadName("zerobus-grpc-1")
                .setThreadId(-5)
                .build();
        int before = caught.all().size();
        caught.mapper.log(queued, caught.door);
        List<Event> after = caught.all();
        // this door's source refuses nothing by itself: what is refused is discarded
        assertThat(after).hasSize(before);
    }

    /** One event through a door of its own. */
    private static final class CaughtEventsOf {
        final Event event;

        CaughtEventsOf(LogEvent from) {
            CaughtEvents caught = new CaughtEvents();
            caught.mapper.log(from, caught.door);
            event = caught.only();
        }
    }
}
