// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.core.AbstractLogEvent;

/** An event that has nothing: every getter answers null or 0. */
final class EmptyEvent extends AbstractLogEvent {

    private static final long serialVersionUID = 1;

    @Override
    public long getTimeMillis() {
        return 1_700_000_000_000L;
    }
}
