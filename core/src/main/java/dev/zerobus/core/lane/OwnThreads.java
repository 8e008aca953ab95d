// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/** Tells the client's own threads from the application's: they must never wait for room that only they can give. */
final class OwnThreads {

    /** What the names of all of the client's threads begin with. */
    static final String PREFIX = "zerobus-";

    private OwnThreads() {}

    static boolean isOwn(Thread thread) {
        return thread.getName().startsWith(PREFIX);
    }
}
