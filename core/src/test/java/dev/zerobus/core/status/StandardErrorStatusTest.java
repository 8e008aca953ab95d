// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.status.StatusChannel.Level;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardErrorStatusTest {

    @Test
    void everyLineSaysWhoItIsFrom() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StandardErrorStatus status =
                new StandardErrorStatus(() -> new PrintStream(bytes, true, StandardCharsets.UTF_8));
        status.say(Level.INFO, "connected");
        status.say(Level.ERROR, "broken\nin two");
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("zerobus: connected", "zerobus: ERROR broken", "    in two");
    }

    @Test
    void neverThrows() {
        new StandardErrorStatus(() -> {
                    throw new IllegalStateException("no standard error");
                })
                .say(Level.ERROR, "x");
        new StandardErrorStatus(() -> null).say(Level.ERROR, "x");
    }

    @Test
    void writesToTheStandardErrorOfThisMoment() {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RateLimitedStatus status = StandardErrorStatus.limited();
        try {
            System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            status.say(Level.INFO, "here");
            status.say(Level.INFO, "here");
        } finally {
            System.setErr(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("zerobus: here" + System.lineSeparator());
    }
}
