// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.util.EnumSet;
import java.util.Set;

/** The contract holds for the client itself: what fails here is the contract's fault or the client's, not a door's. */
final class ContractInThisProcessTest extends LogDoorContract {

    @Override
    protected Door open(DoorSettings settings) throws Exception {
        return Door.inThisProcess(new ClientApplication(), settings);
    }

    /** No framework, nobody who looks for the caller. */
    @Override
    protected Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.CALLER, Feature.LINE));
    }
}
