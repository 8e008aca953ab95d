// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.proto.event.Event;
import dev.zerobus.testkit.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.ReusableMessageFactory;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("long")
final class TemplateMessageTest {

    private static final int ROUNDS = 10_000;

    private final CaughtEvents caught = new CaughtEvents();

    private static Log4jLogEvent.Builder event(Message message) {
        return Log4jLogEvent.newBuilder().setLevel(Level.INFO).setMessage(message);
    }

    private static boolean taken(LogEvent event) {
        TemplateMessage message = new TemplateMessage();
        boolean taken = message.take(event);
        message.clear();
        assertThat(message.isTaken()).isFalse();
        return taken;
    }

    @Test
    void writesEveryMessageAsLog4jFormatsIt() {
        assertThat(FormattedAlike.run(new Random().nextLong(), ROUNDS)).isBetween(ROUNDS / 20, ROUNDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.17.2", "2.20.0", "2.24.3", "2.25.5"})
    void writesAsThisLog4jFormats(String version) throws Exception {
        try (JavaProcess program = JavaProcess.of()
                .classPath(Forked.classPath(List.of("log4j-" + version), "log4j-", "slf4j-nop")
                        .toArray(Path[]::new))
                .jvm("-Dlog4j2.StatusLogger.level=OFF")
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
                    .matches("alike " + ROUNDS + " straight \\d{3,5}");
        }
    }

    @Test
    void takesMessagesOfTemplatesWithPlainArguments() {
        assertThat(taken(event(new ParameterizedMessage("a {} {}", "x", 1)).build()))
                .isTrue();
        Message reusable = ReusableMessageFactory.INSTANCE.newMessage("a {} {}", "x", 1);
        assertThat(taken(event(reusable).build())).isTrue();
        ReusableMessageFactory.release(reusable);
    }

    @Test
    void leavesToLog4jWhatIsNoTemplateOrRunsTheApplicationsCode() {
        Object[] many = new Object[TemplateMessage.MOST_ARGUMENTS + 1];
        for (Message message : List.of(
                new SimpleMessage("a {}"),
                new ObjectMessage("a {}"),
                new ParameterizedMessage(null, "x"),
                new ParameterizedMessage("a {}", new StringBuilder("x")),
                new ParameterizedMessage("a {}", "x", new IllegalStateException("thrown")),
                new ParameterizedMessage("a {}", many),
                new ParameterizedMessage("a {}", "x") {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String getFormattedMessage() {
                        return "masked";
                    }
                })) {
            assertThat(taken(event(message).build())).as(message.toString()).isFalse();
        }
    }

    /** Log4j has formatted it when the event was made, and an object that is logged is its template and its argument. */
    @Test
    void leavesAnEventThatIsItsOwnMessageAsItIs() {
        for (int i = 0; i < 40; i++) {
            MutableLogEvent reused = new MutableLogEvent();
            reused.setMessage(ReusableMessageFactory.INSTANCE.newMessage((Object) "an object {} of text"));
            assertThat(reused.getMessage()).isSameAs(reused);
            assertThat(taken(reused)).isFalse();
            caught.mapper.log(reused, caught.door);
        }
        assertThat(caught.all()).extracting(Event::getMessage).containsOnly("an object {} of text");
    }

    @Test
    void showsWhatWasLoggedAlsoBehindAQueue() {
        for (int i = 0; i < 40; i++) {
            Object[] used = {"first", 1};
            ParameterizedMessage message = new ParameterizedMessage("{} {}", used);
            message.getFormattedMessage();
            used[0] = "second";
            caught.mapper.log(
                    event(message)
                            .setThreadId(Thread.currentThread().getId() + 1)
                            .build(),
                    caught.door);
        }
        assertThat(caught.all()).extracting(Event::getMessage).containsOnly("first 1");
    }
}
