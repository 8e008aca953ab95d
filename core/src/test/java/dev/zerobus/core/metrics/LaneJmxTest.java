// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class LaneJmxTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<String> said = new ArrayList<>();
    private final CountingLaneMetrics metrics = new CountingLaneMetrics("jmx test", "a.b.c");

    @Test
    void showsTheNumbersOfThisMoment() throws Exception {
        ObjectName name = new ObjectName("dev.zerobus:type=Lane,name=shown");
        LaneJmx jmx = LaneJmx.register("shown", metrics::snapshot, (level, message) -> said.add(message));
        try {
            metrics.accepted(10);
            metrics.dropped(DropReason.TOO_LARGE);
            metrics.ackLatency(2_000_000);
            metrics.throttled(1_500_000);
            assertThat(server.getAttribute(name, "Accepted")).isEqualTo(1L);
            assertThat(server.getAttribute(name, "Balanced")).isEqualTo(true);
            assertThat((double) server.getAttribute(name, "AckLatencyP50Millis"))
                    .isBetween(1.75, 2.25);
            assertThat(server.getAttribute(name, "ThrottledMillis")).isEqualTo(1.5);
            TabularData dropped = (TabularData) server.getAttribute(name, "Dropped");
            assertThat(dropped.size()).isEqualTo(1);
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                assertThat(server.getAttribute(name, attribute.getName()))
                        .as(attribute.getName())
                        .isNotNull();
            }
        } finally {
            jmx.close();
        }
        assertThat(server.isRegistered(name)).isFalse();
        assertThat(said).isEmpty();
    }

    @Test
    void twoClientsMayHaveALaneOfTheSameName() throws Exception {
        try (LaneJmx first = LaneJmx.register("twin", metrics::snapshot, (level, message) -> said.add(message));
                LaneJmx second = LaneJmx.register("twin", metrics::snapshot, (level, message) -> said.add(message))) {
            assertThat(server.isRegistered(new ObjectName("dev.zerobus:type=Lane,name=twin")))
                    .isTrue();
            assertThat(server.isRegistered(new ObjectName("dev.zerobus:type=Lane,name=twin,instance=2")))
                    .isTrue();
            assertThat(first).isNotSameAs(second);
        }
        assertThat(server.queryNames(new ObjectName("dev.zerobus:type=Lane,name=twin,*"), null))
                .isEmpty();
    }

    @Test
    void oddNamesAreQuoted() throws Exception {
        LaneJmx jmx = LaneJmx.register("a=b,*?", metrics::snapshot, (level, message) -> said.add(message));
        assertThat(said).isEmpty();
        assertThat(server.isRegistered(new ObjectName("dev.zerobus:type=Lane,name=" + ObjectName.quote("a=b,*?"))))
                .isTrue();
        jmx.close();
    }

    @Test
    void aFailureIsSaidAndNeverThrown() {
        List<LaneJmx> full = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            full.add(LaneJmx.register("full", metrics::snapshot, (level, message) -> said.add(message)));
        }
        assertThat(said).singleElement().asString().contains("lane full is not visible through JMX", "not affected");
        full.forEach(LaneJmx::close);
        full.forEach(LaneJmx::close);
    }

    @Test
    void showsWhatAClientRefusedBeforeALaneHadIt() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("dev.zerobus:type=Client,name=refusing");
        LaneJmx jmx = LaneJmx.registerClient(
                "refusing",
                () -> Map.of(DropReason.NO_LANE, 3L),
                () -> Map.of("NULL_NAME", 2L),
                () -> Map.of(DeadLetterCount.REMOVED, 7L),
                (level, message) -> said.add(message));
        try {
            assertThat(server.getAttribute(name, "DroppedBeforeLanes")).isInstanceOf(TabularData.class);
            TabularData dropped = (TabularData) server.getAttribute(name, "DroppedBeforeLanes");
            assertThat(dropped.get(new Object[] {"NO_LANE"}).get("value")).isEqualTo(3L);
            TabularData dead = (TabularData) server.getAttribute(name, "DeadLetters");
            assertThat(dead.get(new Object[] {"REMOVED"}).get("value")).isEqualTo(7L);
            TabularData problems = (TabularData) server.getAttribute(name, "FieldProblems");
            assertThat(problems.get(new Object[] {"NULL_NAME"}).get("value")).isEqualTo(2L);
        } finally {
            jmx.close();
        }
        assertThat(server.isRegistered(name)).isFalse();
        assertThat(said).isEmpty();
    }
}
