// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.OwnJvm;
import dev.zerobus.proto.event.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a log event has left behind that came at the end of its caller's stack must not show in the next one. */
class LogDoorStackTest {

    private static final int DEPTHS = 250;

    private final LoggedEvents log = new LoggedEvents("log.arguments", "true", "log.markers", "true");
    private int overflows;
    private int refused;

    @Test
    void anEventThatIsCutOffByTheEndOfAStackLeavesNothingToTheNextOne() throws Exception {
        // a JVM of its own: overflows break whatever class of the JDK is first used in the wrong moment
        String said = OwnJvm.run(LogDoorStackTest.class, List.of());
        assertThat(said).contains("nothing was left after");
    }

    public static void main(String[] args) throws InterruptedException {
        new LogDoorStackTest().overflow();
    }

    private void overflow() throws InterruptedException {
        // what is compiled takes less stack than what is interpreted: an overflow may strike early, and the end still
        // do
        for (int i = 0; i < 20_000; i++) {
            log.door.take("all", (event, out) -> all(out));
            plain();
        }
        for (int round = 0; round < 8; round++) {
            Thread thread = new Thread(null, this::atEachDepth, "deep", (192 + 4L * round) << 10);
            thread.start();
            thread.join();
        }
        System.out.println("nothing was left after " + overflows + " overflows and " + refused + " refusals");
    }

    private void atEachDepth() {
        for (int depth = 0; depth < DEPTHS; depth++) {
            deeper(depth, 0, 0);
            plain();
        }
    }

    /** Takes one event on the way back from the end of the stack, so many frames before it. */
    private int deeper(int depth, long a, long b) {
        int below;
        try {
            below = deeper(depth, b, a) + 1;
        } catch (StackOverflowError end) {
            below = 0;
        }
        if (below == depth) {
            try {
                refused += log.door.take("all", (event, out) -> all(out)) ? 0 : 1;
            } catch (StackOverflowError inside) {
                overflows++;
            }
        }
        return below;
    }

    private static void all(LogWriter out) {
        out.text().append("another event's text");
        out.argument("another event's argument");
        out.marker("another event's marker");
        out.context("trace_id", "0af7651916cd43dd8448eb211c80319c");
        out.context("span_id", "b7ad6b7169203331");
        out.level("WARN", 13);
        out.message(out.text());
    }

    private void plain() {
        log.events.clear();
        boolean taken =
                log.door.take("plain", (text, out) -> out.message(out.text().append(text)));
        if (!taken) {
            throw new AssertionError("not taken on a healthy stack");
        }
        Event event = log.event();
        if (!event.getMessage().equals("plain")
                || event.getFieldsCount() > 0
                || !event.getTraceId().isEmpty()
                || !event.getSpanId().isEmpty()) {
            System.out.println("left by another event: " + event);
            System.exit(1);
        }
    }
}
