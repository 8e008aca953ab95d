// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

/** The contract holds for the client itself: what fails here is the contract's fault or the client's, not a door's. */
final class ContractInThisProcessTest extends LogDoorContract {

    @Override
    protected Door open(DoorSettings settings) throws Exception {
        return Door.inThisProcess(new ClientApplication(), settings);
    }
}
