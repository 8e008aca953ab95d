// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import com.lmax.disruptor.RingBuffer;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.contract.Feature;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** All loggers asynchronous: events are taken on Log4j2's thread, which uses the same event again and again. */
@Tag("long")
class Log4j2AllAsyncCaptureTest extends Log4j2CaptureTest {

    @Override
    AgentApp app(AgentApp in) {
        return super.app(in)
                .library(RingBuffer.class)
                // Log4j's own ring loses events when it is full and two threads log: what is counted here is ours
                .jvm("-Dlog4j2.asyncLoggerRingBufferSize=65536")
                .jvm("-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");
    }

    /** Log4j2 has not looked for the caller before its queue, unless it is told to. */
    @Override
    protected Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.FIELDS, Feature.CALLER, Feature.LINE));
    }
}
