// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.testkit.contract.Door;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.Feature;
import dev.zerobus.testkit.contract.LogDoorContract;
import java.util.EnumSet;
import java.util.Set;

/** The contract, with loggers that hand over on the thread that logs. */
final class SyncContractTest extends LogDoorContract {

    @Override
    protected Door open(DoorSettings settings) throws Exception {
        return Door.inThisProcess(new Log4j2Application(Log4j2Application.Way.SYNC), settings);
    }

    /** A message with fields is one without places for arguments: see Log4j2MapperTest. */
    @Override
    protected Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.FIELDS));
    }
}
