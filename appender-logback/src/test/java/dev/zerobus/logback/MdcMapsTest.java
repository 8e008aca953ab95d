// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class MdcMapsTest {

    private final MdcMaps maps = new MdcMaps();
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void fillsTheMdc() {
        context.setMDCAdapter(MDC.getMDCAdapter());
        MDC.put("user", "ann");
    }

    @AfterEach
    void emptiesTheMdc() {
        MDC.clear();
    }

    private Map<String, String> ofAnEvent() {
        return new LoggingEvent("f", context.getLogger("app"), Level.INFO, "m", null, null).getMDCPropertyMap();
    }

    private static Map<String, String> stranger() {
        return Collections.unmodifiableMap(new HashMap<>(Map.of("user", "ann")));
    }

    @Test
    void aMapThatLogbackMadeOfTheMdcDoesNotChange() {
        Map<String, String> first = ofAnEvent();
        assertThat(maps.isUnchanging(first)).isTrue();
        MDC.put("user", "bob");
        assertThat(maps.isUnchanging(ofAnEvent())).isTrue();
        assertThat(first).as("what this rests on").containsExactly(Map.entry("user", "ann"));
    }

    @Test
    void aMapOfSomebodyElseMayChange() {
        assertThat(maps.isUnchanging(stranger())).isFalse();
        assertThat(maps.isUnchanging(new HashMap<>(ofAnEvent()))).isFalse();
        assertThat(maps.isUnchanging(Map.of("user", "ann"))).isFalse();
    }

    @Test
    void isNotAskedAnyLongerWhereTheMapsComeFromElsewhere() {
        for (int i = 1; i < MdcMaps.MOST_STRANGERS; i++) {
            maps.isUnchanging(stranger());
        }
        assertThat(maps.isUnchanging(ofAnEvent())).isTrue();
        for (int i = 1; i < MdcMaps.MOST_STRANGERS; i++) {
            maps.isUnchanging(stranger());
        }
        assertThat(maps.isUnchanging(ofAnEvent())).as("others than in a row").isTrue();
        for (int i = 0; i < MdcMaps.MOST_STRANGERS; i++) {
            maps.isUnchanging(stranger());
        }
        assertThat(maps.isUnchanging(ofAnEvent())).isFalse();
    }
}
