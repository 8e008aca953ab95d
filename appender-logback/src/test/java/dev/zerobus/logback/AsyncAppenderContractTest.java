// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import dev.zerobus.testkit.contract.Door;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.Feature;
import dev.zerobus.testkit.contract.LogDoorContract;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** The contract of every door, with our appender behind an AsyncAppender. */
@Tag("long")
class AsyncAppenderContractTest extends LogDoorContract {

    @Override
    protected Door open(DoorSettings settings) throws Exception {
        return Door.inThisProcess(new LogbackApplication(true), settings);
    }

    @Override
    protected Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.STACK, Feature.THREAD_ID, Feature.CALLER, Feature.LINE));
    }

    /** Logback has no appender at all between the reset and the end of the new configuration. */
    @Override
    protected boolean reloadKeepsEverything() {
        return false;
    }
}
