// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.zerobus.core.config.KeyPatterns;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextKeysTest {

    private final ContextKeys keys = new ContextKeys(
            KeyPatterns.of("user*,request"), KeyPatterns.of("*_SECRET"), List.of("t1", "t2"), List.of("s1", "t2"));

    @Test
    void decidesByPatternsAndKnowsIds() {
        assertThat(keys.use("user_id")).isSameAs(KeyUse.FIELD);
        assertThat(keys.use("user_secret")).isSameAs(KeyUse.NONE);
        assertThat(keys.use("other")).isSameAs(KeyUse.NONE);
        assertThat(keys.use("t1").holdsTrace()).isTrue();
        assertThat(keys.use("t1").rank).isZero();
        assertThat(keys.use("t2").holdsTrace()).as("a key in both lists").isTrue();
        assertThat(keys.use("t2").rank).isEqualTo(1);
        assertThat(keys.use("s1").holdsSpan()).isTrue();
        assertThat(keys.use("T1")).as("keys of ids are compared exactly").isSameAs(KeyUse.NONE);
    }

    @Test
    void theSettingsSayTheSame() {
        LogSettings settings = LoggedEvents.settings("log.context-exclude", "password");
        assertThat(settings.takesContext("user")).isTrue();
        assertThat(settings.takesContext("Password")).isFalse();
        assertThat(settings.takesContext("trace_id")).isFalse();
        assertThat(settings.isTraceId("dd.trace_id")).isTrue();
        assertThat(settings.isTraceId("user")).isFalse();
        assertThat(settings.isSpanId("span_id")).isTrue();
        assertThat(settings.isSpanId("trace_id")).isFalse();
        assertThat(settings.stackTraces()).isTrue();
        assertThat(settings.stackTraceBytes()).isEqualTo(64 << 10);
    }

    @Test
    void remembersABoundedNumberOfKeysAndIsRightBeyond() {
        for (int i = 0; i < 5_000; i++) {
            assertThat(keys.use("user" + i)).isSameAs(KeyUse.FIELD);
            assertThat(keys.use("x" + i)).isSameAs(KeyUse.NONE);
        }
        assertThat(keys.use("user" + "x".repeat(10_000))).isSameAs(KeyUse.FIELD);
        assertThat(keys.remembered()).isEqualTo(ContextKeys.MAX_KEYS);
    }

    @Test
    void looksUpWithoutAllocationAlsoBeyondTheBound() {
        for (int i = 0; i < 5_000; i++) {
            keys.use("fill" + i);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        int fields = 0;
        for (int round = 0; round < 50 && least > 0; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < 1_000; i++) {
                fields += keys.use("fill1") == KeyUse.FIELD ? 1 : 0;
                fields += keys.use("user_new") == KeyUse.FIELD ? 1 : 0;
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }
        assertThat(fields).isPositive();
        assertThat(least).as("bytes for 2,000 look-ups").isLessThan(1_000);
    }
}
