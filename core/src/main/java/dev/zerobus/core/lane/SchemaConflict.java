// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/** What a lane does when its table is altered so that events lose something by it. */
public enum SchemaConflict {
    /** Keep the events and wait until the table is repaired. */
    BLOCK,
    /** Go on: fields whose column is gone are left out and counted, events that do not fit any more are set aside. */
    ADAPT
}
