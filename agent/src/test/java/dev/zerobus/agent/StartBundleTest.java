// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.zerobus.agent.testing.AgentApp;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Of the real agent's jar. */
final class StartBundleTest {

    private static final String INSIDE = "dev.zerobus.agent.runtime.AgentRuntime";
    private static final String NOT_INSIDE = "dev.zerobus.agent.NoSuchClass";
    private static final int FINDS = 100;

    @Test
    void aClassIsFoundAfterTheStartAsItWasBefore() throws IOException {
        try (ZipFile jar = new ZipFile(AgentApp.agentJar().toFile())) {
            StartBundle bundle = new StartBundle(jar);
            byte[] before = bundle.find(INSIDE);
            bundle.release();
            assertThat(before).startsWith(0xCA, 0xFE, 0xBA, 0xBE).isEqualTo(bundle.find(INSIDE));
            assertThat(bundle.find(NOT_INSIDE)).isNull();
        }
    }

    /** Every class of ours that is loaded later is looked for here first: that must not read the whole entry. */
    @Test
    void lookingForAClassAfterTheStartCostsNoMoreMemoryThanTheClass() throws IOException {
        try (ZipFile jar = new ZipFile(AgentApp.agentJar().toFile())) {
            StartBundle bundle = new StartBundle(jar);
            bundle.release();
            int size = bundle.find(INSIDE).length;
            assertThat(bytesOfAFind(bundle, NOT_INSIDE)).isLessThan(1_000);
            assertThat(bytesOfAFind(bundle, INSIDE)).isLessThan(size + 10_000);
        }
    }

    private static long bytesOfAFind(StartBundle bundle, String name) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < FINDS; i++) {
            bundle.find(name);
        }
        return (threads.getThreadAllocatedBytes(self) - before) / FINDS;
    }
}
