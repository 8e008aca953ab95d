// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import dev.zerobus.agent.method.MethodRecord;

/** How one method is woven. Immutable. */
final class MethodPlan {

    final String key;
    final MethodRecord record;
    final boolean constructor;

    MethodPlan(String key, MethodRecord record, boolean constructor) {
        this.key = key;
        this.record = record;
        this.constructor = constructor;
    }
}
