// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.testkit.contract.Door;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.Feature;
import dev.zerobus.testkit.contract.LogDoorContract;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** The contract, with asynchronous loggers only. */
// as the contract of the synchronous appender, behind a queue of Log4j's own
@Tag("long")
final class AllAsyncContractTest extends LogDoorContract {

    @Override
    protected Door open(DoorSettings settings) throws Exception {
        return Door.inThisProcess(new Log4j2Application(Log4j2Application.Way.ALL_ASYNC), settings);
    }

    /** A message with fields is one without places for arguments; behind a queue nobody has looked for the caller. */
    @Override
    protected Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.FIELDS, Feature.CALLER, Feature.LINE));
    }
}
