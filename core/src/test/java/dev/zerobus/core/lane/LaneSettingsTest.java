// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LaneSettingsTest {

    @Test
    void hasTheDocumentedDefaults() {
        LaneSettings settings = LaneSettings.defaults();
        assertThat(settings.ringBytes()).isEqualTo(32 << 20);
        assertThat(settings.batchBytes()).isEqualTo(1 << 20);
        assertThat(settings.batchRecords()).isEqualTo(10_000);
        assertThat(settings.lingerNanos()).isEqualTo(10_000_000);
        assertThat(settings.inFlightBatches()).isEqualTo(256);
        assertThat(settings.inFlightBytes()).isEqualTo(32 << 20);
        assertThat(settings.overflow()).isEqualTo(OverflowPolicy.DROP);
        assertThat(settings.blockTimeoutNanos()).isEqualTo(100_000_000);
        assertThat(settings.shedBelowPercent()).isEqualTo(20);
        assertThat(settings.rejectionsPerMinute()).isEqualTo(60);
    }

    @Test
    void everyValueOutOfItsRangeIsNamed() {
        LaneSettings.Builder builder = LaneSettings.builder();
        refuses(() -> builder.ringBytes(1 << 15), "ring bytes is 32768");
        refuses(() -> builder.ringBytes(100_000), "power of two, such as 65536");
        refuses(() -> builder.batchBytes(4_000_001), "batch bytes");
        refuses(() -> builder.batchRecords(0), "batch records is 0");
        refuses(() -> builder.linger(Duration.ofSeconds(11)), "linger is PT11S");
        refuses(() -> builder.linger(Duration.ofSeconds(-1)), "linger");
        refuses(() -> builder.inFlightBatches(0), "in-flight batches");
        refuses(() -> builder.inFlightBytes(0), "in-flight bytes");
        refuses(() -> builder.blockTimeout(Duration.ofMinutes(2)), "block timeout is PT2M");
        refuses(() -> builder.shedBelowPercent(91), "shed below percent is 91");
        refuses(() -> builder.rejectionsPerMinute(0), "rejections per minute");
        refuses(() -> builder.blockedRetry(Duration.ZERO, Duration.ofDays(1)), "blocked retry is PT0S");
        refuses(() -> builder.blockedRetry(Duration.ofSeconds(2), Duration.ofSeconds(1)), "PT2S to PT1S");
        refuses(() -> builder.blockedRetry(Duration.ofSeconds(2), Duration.ofHours(25)), "PT25H");
    }

    @Test
    void aBatchFitsTwiceIntoTheRing() {
        assertThat(LaneSettings.builder().ringBytes(1 << 20).build().batchBytes())
                .isEqualTo(1 << 19);
        refuses(
                () -> LaneSettings.builder()
                        .ringBytes(1 << 20)
                        .batchBytes(600_000)
                        .build(),
                "half of the ring, 524288");
    }

    private static void refuses(Runnable setting, String words) {
        assertThatIllegalArgumentException().isThrownBy(setting::run).withMessageContaining(words);
    }
}
