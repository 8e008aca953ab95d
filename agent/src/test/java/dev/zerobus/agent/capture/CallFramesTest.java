// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallFramesTest {

    private final CallFrames frames = new CallFrames(1);

    @Test
    void aThreadThatIsInsideOfNothingHasNoFrame() {
        assertThat(frames.find()).isNull();
        CallFrames.Frame frame = frames.enter();
        frame.event = "event";
        frames.leave(frame);
        assertThat(frames.find()).as("still inside of an event").isSameAs(frame).isSameAs(frames.enter());
        frame.event = null;
        frames.leave(frame);
        assertThat(frames.find()).isNull();
        assertThat(frames.taken()).isZero();
    }

    @Test
    void moreThreadsThanFramesHaveEachTheirOwn() throws Exception {
        int threads = 40;
        CountDownLatch inside = new CountDownLatch(threads);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger right = new AtomicInteger();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                Object mine = new Object();
                CallFrames.Frame frame = frames.enter();
                frame.event = mine;
                inside.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    return;
                }
                CallFrames.Frame found = frames.find();
                right.addAndGet(found == frame && found.event == mine ? 1 : 0);
                frame.event = null;
                frames.leave(frame);
            });
            all.add(thread);
            thread.start();
        }
        inside.await();
        assertThat(frames.taken()).isEqualTo(threads);
        go.countDown();
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(right).hasValue(threads);
        assertThat(frames.taken()).isZero();
    }
}
