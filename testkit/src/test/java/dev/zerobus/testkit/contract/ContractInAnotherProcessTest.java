// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import dev.zerobus.testkit.JavaProcess;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** The same when the application is a process of its own. */
@Tag("long")
final class ContractInAnotherProcessTest extends LogDoorContract {

    @Override
    protected Door open(DoorSettings settings) throws Exception {
        return ForkedDoor.start(JavaProcess.of().jvm("-Xmx256m"), ClientApplication.class, settings);
    }

    /** No framework, nobody who looks for the caller. */
    @Override
    protected Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.CALLER, Feature.LINE));
    }
}
