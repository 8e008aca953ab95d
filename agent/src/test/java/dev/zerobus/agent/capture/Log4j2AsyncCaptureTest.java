// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import com.lmax.disruptor.RingBuffer;
import dev.zerobus.agent.app.Log4j2App;
import dev.zerobus.agent.testing.AgentApp;
import org.junit.jupiter.api.Tag;

/** {@code AsyncRoot} and {@code AsyncLogger}: each event passes on the caller's thread and again on Log4j2's own. */
@Tag("long")
class Log4j2AsyncCaptureTest extends Log4j2CaptureTest {

    @Override
    AgentApp app(AgentApp in) {
        return super.app(in)
                .library(RingBuffer.class)
                .jvm("-D" + Log4j2App.ROOT + "=AsyncRoot")
                // as for all loggers: its ring must not be full
                .jvm("-Dlog4j2.asyncLoggerConfigRingBufferSize=65536");
    }
}
