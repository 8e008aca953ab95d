// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.ClientSnapshot;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.cost.AllocationSide;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.jmx.RingBufferAdmin;
import org.jspecify.annotations.Nullable;

/** A context whose one appender is ours, or Log4j's own that does nothing. Owned by the main thread of a program. */
final class CostContext {

    final Logger logger;
    private final String name;
    private final LoggerContext context;

    private CostContext(String name, boolean async, String appender) {
        this.name = name;
        context = async ? new AsyncLoggerContext(name) : new LoggerContext(name);
        context.start(TestConfig.xml(
                context, TestConfig.of(appender, "<Root level=\"info\"><AppenderRef ref=\"" + name + "\"/></Root>")));
        logger = context.getLogger("app.Orders");
    }

    static CostContext nobody(boolean async) {
        return new CostContext("nobody", async, "<Null name=\"nobody\"/>");
    }

    /** Of the size given, ours waits when its ring is full. */
    static CostContext zerobus(boolean async, String ringSize) {
        return new CostContext(
                "zerobus",
                async,
                "<Zerobus name=\"zerobus\"><Option key=\"ring.size\" value=\"" + ringSize + "\"/>"
                        + "<Option key=\"overflow.policy\" value=\"block\"/>"
                        + "<Option key=\"overflow.timeout\" value=\"60s\"/></Zerobus>");
    }

    AllocationSide side() {
        return new AllocationSide(name, this::settle, behind());
    }

    /** Log4j's own thread for this context. */
    private @Nullable Thread behind() {
        if (!(context instanceof AsyncLoggerContext)) {
            return null;
        }
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("AsyncLogger[" + name + "]"))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until everything has passed Log4j's ring, and ours. */
    void settle() {
        if (context instanceof AsyncLoggerContext) {
            RingBufferAdmin ring = ((AsyncLoggerContext) context).createRingBufferAdmin();
            Await.until("Log4j's ring to be empty", () -> ring.getRemainingCapacity() == ring.getBufferSize());
        }
        ZerobusAppender ours = TestConfig.appender(context);
        if (ours != null && !ours.flush(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not keep up: " + ours.snapshot());
        }
    }

    /** Stops; everything must have been accepted. */
    void stop(long atLeast) {
        ZerobusAppender ours = TestConfig.appender(context);
        if (ours != null) {
            ClientSnapshot numbers = Objects.requireNonNull(ours.snapshot());
            if (numbers.dropped() > 0 || numbers.accepted() < atLeast) {
                throw new AssertionError("not every event was accepted: " + numbers);
            }
        }
        context.stop();
    }
}
