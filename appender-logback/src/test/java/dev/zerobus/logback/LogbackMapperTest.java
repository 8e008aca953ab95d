// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.LoggingEventVO;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.BasicMarkerFactory;

class LogbackMapperTest {

    private static final String HERE = LogbackMapperTest.class.getName();

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    private final Logger logger = context.getLogger("app.Orders");

    LogbackMapperTest() {
        context.setMDCAdapter(mdc);
    }

    private LoggingEvent event(String message, Throwable thrown, Object... arguments) {
        return new LoggingEvent(HERE, logger, Level.WARN, message, thrown, arguments);
    }

    private static CaughtLogs mapped(ILoggingEvent event, String... options) {
        CaughtLogs caught = new CaughtLogs(options);
        assertThat(new LogbackMapper(caught.settings).log(event, null, caught.door))
                .isTrue();
        return caught;
    }

    @Test
    void takesWhatEveryEventHas() {
        LoggingEvent event = event("paid {} of {}", null, "7.50", 42);
        event.setInstant(Instant.ofEpochSecond(1_700_000_000L, 123_456_789));
        Event mapped = mapped(event).last();

        assertThat(mapped.getName()).isEqualTo("log");
        assertThat(mapped.getTimeMicros()).isEqualTo(1_700_000_000_123_456L);
        assertThat(mapped.getObservedTimeMicros()).isGreaterThan(mapped.getTimeMicros());
        assertThat(mapped.getSource()).isEqualTo("app.Orders");
        assertThat(mapped.getSeverityText()).isEqualTo("WARN");
        assertThat(mapped.getSeverityNumber()).isEqualTo(13);
        assertThat(mapped.getMessage()).isEqualTo("paid 7.50 of 42");
        assertThat(mapped.getMessageTemplate()).isEqualTo("paid {} of {}");
        assertThat(mapped.getThreadName()).isEqualTo(Thread.currentThread().getName());
        assertThat(mapped.getThreadId()).isEqualTo(Thread.currentThread().getId());
        assertThat(mapped.getFieldsList()).isEmpty();
        assertThat(mapped.hasFailure()).isFalse();
    }

    @Test
    void numbersEveryLevelAsOpenTelemetryDoes() {
        assertThat(List.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR))
                .extracting(level -> LogbackMapper.severityNumber(level.levelInt))
                .containsExactly(1, 5, 9, 13, 17);
    }

    @Test
    void takesMillisecondsOfEventsWithoutAnInstant() {
        LoggingEvent event = event("m", null);
        event.setTimeStamp(1_700_000_000_123L);
        ILoggingEvent without = (ILoggingEvent) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ILoggingEvent.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getInstant") ? null : method.invoke(event, arguments));
        assertThat(mapped(without).last().getTimeMicros()).isEqualTo(1_700_000_000_123_000L);
    }

    @Test
    void takesArgumentsWithTheirTypesWhenAsked() {
        LoggingEvent event = event("{} {} {}", null, 42, null, true);
        assertThat(mapped(event).fields()).doesNotContainKey("message_arguments");
        List<Value> arguments = mapped(event, "log.arguments", "true")
                .fields()
                .get("message_arguments")
                .getListValue()
                .getValuesList();
        assertThat(arguments).hasSize(3);
        assertThat(arguments.get(0).getIntValue()).isEqualTo(42);
        assertThat(arguments.get(1).getStringValue())
                .as("an ARRAY has no nulls")
                .isEqualTo("null");
        assertThat(arguments.get(2).getBoolValue()).isTrue();
    }

    @Test
    void takesTheMdcAndLetsKeyValuePairsWin() {
        mdc.put("user", "ann");
        mdc.put("request_id", "r-1");
        mdc.put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
        LoggingEvent event = event("m", null);
        event.setKeyValuePairs(List.of(new KeyValuePair("user", "bob"), new KeyValuePair("cents", 750L)));
        CaughtLogs caught = mapped(event);

        assertThat(caught.fields().get("user").getStringValue()).isEqualTo("bob");
        assertThat(caught.fields().get("request_id").getStringValue()).isEqualTo("r-1");
        assertThat(caught.fields().get("cents").getIntValue()).isEqualTo(750);
        assertThat(caught.last().getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    /** One door for all, so that what is remembered of a context is there. */
    @Test
    void everyEventHasTheMdcAsItWasWhenItWasLogged() {
        context.setMDCAdapter(MDC.getMDCAdapter());
        CaughtLogs caught = new CaughtLogs();
        LogbackMapper mapper = new LogbackMapper(caught.settings);
        try {
            for (int request = 0; request < 50; request++) {
                MDC.put("request_id", "r-" + request);
                for (int i = 0; i < 3; i++) {
                    if (i == 2) {
                        MDC.put("user", "ann");
                    }
                    mapper.log(event("m", null), null, caught.door);
                    assertThat(caught.fields().get("request_id").getStringValue())
                            .isEqualTo("r-" + request);
                    assertThat(caught.fields().containsKey("user")).isEqualTo(i == 2);
                }
                MDC.remove("user");
            }
        } finally {
            MDC.clear();
        }
        mapper.log(event("m", null), null, caught.door);
        assertThat(caught.fields()).isEmpty();
    }

    @Test
    void aMapThatWasGivenToAnEventIsReadEachTimeAlsoIfItCanOnlyBeRead() {
        context.setMDCAdapter(MDC.getMDCAdapter());
        CaughtLogs caught = new CaughtLogs();
        LogbackMapper mapper = new LogbackMapper(caught.settings);
        Map<String, String> behind = new HashMap<>();
        LoggingEvent event = event("m", null);
        event.setMDCPropertyMap(Collections.unmodifiableMap(behind));
        for (int i = 0; i < 5; i++) {
            behind.put("user", "u-" + i);
            mapper.log(event, null, caught.door);
            assertThat(caught.fields().get("user").getStringValue()).isEqualTo("u-" + i);
        }
    }

    @Test
    void leavesOutWhatTheMdcPatternsDoNotTake() {
        mdc.put("user", "ann");
        mdc.put("secret", "x");
        mdc.put("other", "y");
        CaughtLogs caught = mapped(event("m", null), "log.context", "user,se*", "log.context-exclude", "secret");
        assertThat(caught.fields()).containsOnlyKeys("user");
    }

    @Test
    @SuppressWarnings("deprecation") // references of markers: old, and still what people use
    void takesMarkersAndTheirReferencesEvenInCircles() {
        BasicMarkerFactory markers = new BasicMarkerFactory();
        Marker audit = markers.getMarker("AUDIT");
        Marker money = markers.getMarker("MONEY");
        audit.add(money);
        LoggingEvent event = event("m", null);
        event.addMarker(audit);
        event.addMarker(markers.getMarker("SLOW"));
        assertThat(markers(mapped(event))).containsExactly("AUDIT", "MONEY", "SLOW");

        // BasicMarker refuses circles; other markers do not
        LoggingEvent circular = event("m", null);
        circular.addMarker(new CircularMarker());
        assertThat(markers(mapped(circular))).hasSizeBetween(1, EventFacts.MAX_MARKERS);
    }

    private static List<String> markers(CaughtLogs caught) {
        return caught.fields().get("markers").getListValue().getValuesList().stream()
                .map(Value::getStringValue)
                .toList();
    }

    @Test
    void takesTheRealThrowable() {
        IllegalStateException thrown = new IllegalStateException("no money", new RuntimeException("bank closed"));
        Event mapped = mapped(event("m", thrown)).last();
        assertThat(mapped.getFailure().getType()).isEqualTo("java.lang.IllegalStateException");
        assertThat(mapped.getFailure().getMessage()).isEqualTo("no money");
        assertThat(mapped.getFailure().getStackTrace()).contains("Caused by: java.lang.RuntimeException: bank closed");
    }

    @Test
    void writesTheStackTraceOfAnotherProcessAsTheJdkDoes() throws Exception {
        IllegalStateException thrown = new IllegalStateException("no money", new RuntimeException("bank closed"));
        thrown.addSuppressed(new IllegalArgumentException("till did not close"));
        ILoggingEvent remote = sent(LoggingEventVO.build(event("m", thrown)));
        Event mapped = mapped(remote).last();

        assertThat(mapped.getMessage()).isEqualTo("m");
        assertThat(mapped.getThreadName()).isEqualTo(Thread.currentThread().getName());
        assertThat(mapped.getFailure().getType()).isEqualTo("java.lang.IllegalStateException");
        assertThat(mapped.getFailure().getStackTrace()).isEqualTo(textOf(thrown));
    }

    private static String textOf(Throwable thrown) {
        java.io.StringWriter jdk = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(jdk));
        return jdk.toString();
    }

    @Test
    void behindAQueueAnExceptionIsWhatItWasWhenItWasLogged() {
        IllegalStateException thrown = new IllegalStateException("no money", new RuntimeException("bank closed"));
        LoggingEvent queued = event("m", thrown);
        queued.setThreadName("the one that logged");
        String logged = textOf(thrown);
        thrown.setStackTrace(new StackTraceElement[0]);
        thrown.addSuppressed(new IllegalArgumentException("later"));

        Event mapped = mapped(queued).last();
        assertThat(mapped.getFailure().getType()).isEqualTo("java.lang.IllegalStateException");
        assertThat(mapped.getFailure().getMessage()).isEqualTo("no money");
        assertThat(mapped.getFailure().getStackTrace()).isEqualTo(logged);
    }

    @Test
    void doesNotCutTheTraceOfAnotherProcessBeforeItIsMasked() throws Exception {
        // half a secret is none that a pattern finds, and is not to leave
        String message = "x".repeat(ProxyText.MAX_LENGTH - 40) + " s3cr3t-4711";
        ILoggingEvent remote = sent(LoggingEventVO.build(event("m", new IllegalStateException(message))));
        assertThat(ProxyText.of(remote.getThrowableProxy())).contains(message);
    }

    private static ILoggingEvent sent(LoggingEventVO event) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(event);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (ILoggingEvent) in.readObject();
        }
    }

    @Test
    void takesTheCallerOnlyWhenAsked() {
        assertThat(mapped(event("m", null)).fields()).doesNotContainKeys("code_file", "code_line", "code_function");
        AtomicReference<CaughtLogs> caught = new AtomicReference<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                caught.set(mapped(event, "log.location", "true"));
            }
        };
        appender.setContext(context);
        appender.start();
        logger.addAppender(appender);
        logger.info("here");
        assertThat(caught.get().fields().get("code_file").getStringValue()).isEqualTo("LogbackMapperTest.java");
        assertThat(caught.get().fields().get("code_line").getIntValue()).isPositive();
        assertThat(caught.get().fields().get("code_function").getStringValue())
                .isEqualTo(HERE + ".takesTheCallerOnlyWhenAsked");
    }

    @Test
    void doesNotKnowTheIdOfAThreadBehindAQueue() throws Exception {
        LoggingEvent event = event("m", null);
        event.prepareForDeferredProcessing();
        AtomicReference<Event> mapped = new AtomicReference<>();
        Thread worker = new Thread(() -> mapped.set(mapped(event).last()), "queue-worker");
        worker.start();
        worker.join();
        assertThat(mapped.get().getThreadName())
                .isEqualTo(Thread.currentThread().getName());
        assertThat(mapped.get().getThreadId()).isZero();
    }

    @Test
    void goesOnWithoutTheMdcOfAContextThatHasNone() {
        LoggerContext without = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent(HERE, without.getLogger("x"), Level.INFO, "still here", new Exception("e"), null);
        event.setKeyValuePairs(List.of(new KeyValuePair("k", 1)));
        CaughtLogs caught = mapped(event);
        assertThat(caught.last().getMessage()).isEqualTo("still here");
        assertThat(caught.last().getFailure().getMessage()).isEqualTo("e");
        assertThat(caught.fields()).containsKey("k");
        assertThat(caught.problems).isEmpty();
    }

    @Test
    void toleratesAnEventOfNulls() {
        CaughtLogs caught = mapped(new LoggingEvent());
        assertThat(caught.all()).hasSize(1);
        assertThat(caught.last().getMessage()).isEmpty();
        assertThat(caught.problems).isEmpty();
    }
}
