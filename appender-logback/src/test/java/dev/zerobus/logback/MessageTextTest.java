// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.event.Redaction;
import dev.zerobus.core.log.LogDoor;
import dev.zerobus.proto.event.Event;
import dev.zerobus.testkit.JavaProcess;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {

    private static final int ROUNDS = 20_000;

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("app.Orders");

    MessageTextTest() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    private LoggingEvent event(String message, Object... arguments) {
        return new LoggingEvent(MessageTextTest.class.getName(), logger, Level.INFO, message, null, arguments);
    }

    private static Event mapped(ILoggingEvent event) {
        CaughtLogs caught = new CaughtLogs();
        assertThat(new LogbackMapper(caught.settings).log(event, null, caught.door))
                .isTrue();
        return caught.last();
    }

    @Test
    void formatsEveryMessageAsSlf4jAndLogbackDo() {
        FormattedAlike alike = FormattedAlike.run(new Random().nextLong(), ROUNDS);

        assertThat(alike.ours).isBetween(ROUNDS / 4, ROUNDS - ROUNDS / 10);
        assertThat(alike.straight).isGreaterThan(ROUNDS / 40).isLessThan(alike.ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.13", "1.3.16", "1.5.38", "1.6.6"})
    void formatsAsTheSlf4jOfThisLogbackDoes(String version) throws Exception {
        try (JavaProcess program = JavaProcess.of()
                .classPath(ApplicationClassPath.with(version))
                .main(FormattedAlike.class)
                .arguments(new Random().nextLong(), ROUNDS)
                .start()) {
            assertThat(program.awaitExit(Duration.ofSeconds(60)))
                    .as(program.toString())
                    .isZero();
            assertThat(program.stdout())
                    .hasSize(1)
                    .first()
                    .asString()
                    .matches("alike " + ROUNDS + " ours \\d{4,5} straight \\d{3,5}");
        }
    }

    @Test
    void formatsPlainArgumentsWithoutTheEvent() {
        LoggingEvent event = event("paid {} of {}, {}", "7.50", 42, true);
        StringBuilder buffer = new StringBuilder();

        CharSequence text = MessageText.of(event, MessageText.plainArguments(event), buffer);

        assertThat(text).isSameAs(buffer).hasToString("paid 7.50 of 42, true");
    }

    @Test
    void looksAtAnArgumentOfTheApplicationsOnceHoweverManyAppendersThereAre() {
        AtomicReference<Integer> looks = new AtomicReference<>(0);
        Object argument = new Object() {
            @Override
            public String toString() {
                return "look " + looks.updateAndGet(before -> before + 1);
            }
        };
        LoggingEvent event = event("a {}", argument);

        assertThat(mapped(event).getMessage()).isEqualTo("a look 1");
        assertThat(event.getFormattedMessage()).isEqualTo("a look 1");
        assertThat(mapped(event).getMessage()).isEqualTo("a look 1");
    }

    @Test
    void showsWhatWasLoggedAlsoBehindAQueue() throws Exception {
        Object[] used = {"first", 1, 2};
        LoggingEvent event = event("{} {} {}", used);
        event.prepareForDeferredProcessing();
        used[0] = "second";

        AtomicReference<Event> mapped = new AtomicReference<>();
        Thread queue = new Thread(() -> mapped.set(mapped(event)), "queue");
        queue.start();
        queue.join();
        assertThat(mapped.get().getMessage()).isEqualTo("first 1 2");
    }

    @Test
    void letsAnEventOfSomebodysOwnShowItsMessage() {
        LoggingEvent masking = new LoggingEvent("x", logger, Level.INFO, "card {}", null, new Object[] {"4711"}) {
            @Override
            public String getFormattedMessage() {
                return super.getFormattedMessage().replace("4711", "****");
            }
        };
        assertThat(mapped(masking).getMessage()).isEqualTo("card ****");
    }

    @Test
    void letsSlf4jJudgeEscapes() {
        assertThat(mapped(event("a \\{} b {}", "x")).getMessage()).isEqualTo("a {} b x");
        assertThat(mapped(event("{} in C:\\\\{}", 1, "file")).getMessage()).isEqualTo("1 in C:\\file");
    }

    @Test
    void masksWhatArgumentsBringInto() {
        CaughtLogs caught = new CaughtLogs();
        Redaction redaction = new Redaction(name -> false, List.of(Pattern.compile("\\d{16}")), "***");
        DraftPool pool =
                new DraftPool(EventLimits.DEFAULT, new MicroClock(), caught::accept, caught.problems::add, redaction);
        LogDoor door = new LogDoor(caught.settings, pool::begin);
        LogbackMapper mapper = new LogbackMapper(caught.settings);
        for (int i = 0; i < 40; i++) {
            mapper.log(event("card {} of {}", 4_711_471_147_114_711L, "ann"), null, door);
        }
        assertThat(caught.all()).extracting(Event::getMessage).containsOnly("card *** of ann");
    }

    @Test
    void takesAHugeMessageAndTheNextOne() {
        String huge = "x".repeat(200_000);
        CaughtLogs caught = new CaughtLogs();
        LogbackMapper mapper = new LogbackMapper(caught.settings);
        caught.door.take(event("{} {}", huge, 1), mapper);
        caught.door.take(event("{} {}", "small", 2), mapper);

        assertThat(caught.all()).extracting(Event::getMessage).containsExactly(huge + " 1", "small 2");
    }
}
