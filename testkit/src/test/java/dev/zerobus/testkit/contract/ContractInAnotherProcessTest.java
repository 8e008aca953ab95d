// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import dev.zerobus.testkit.JavaProcess;

/** The same when the application is a process of its own. */
final class ContractInAnotherProcessTest extends LogDoorContract {

    @Override
    protected Door open(DoorSettings settings) throws Exception {
        return ForkedDoor.start(JavaProcess.of().jvm("-Xmx256m"), ClientApplication.class, settings);
    }
}
