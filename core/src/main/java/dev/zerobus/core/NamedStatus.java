// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.status.StatusChannel;

/** Says which of several clients speaks. Immutable; safe from any thread. */
final class NamedStatus implements StatusChannel {

    private final String prefix;
    private final StatusChannel target;

    NamedStatus(String name, StatusChannel target) {
        this.prefix = name + ": ";
        this.target = target;
    }

    @Override
    public void say(Level level, String message) {
        target.say(level, prefix + message);
    }

    @Override
    public void say(Level level, String key, String message) {
        target.say(level, prefix + key, prefix + message);
    }
}
