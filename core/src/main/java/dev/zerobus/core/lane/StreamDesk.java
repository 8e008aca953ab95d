// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.stream.StreamSession;
import java.util.function.Function;

/** What the streams of one lane share. Immutable; its parts are owned by the drain thread. */
final class StreamDesk {

    private final LaneCursor cursor;
    private final SetAsideDesk aside;
    private final Faults faults;
    private final LaneTally tally;
    private final TableWatch watch;
    private final Function<LaneStream, StreamSession> opener;

    StreamDesk(
            LaneCursor cursor,
            SetAsideDesk aside,
            Faults faults,
            LaneTally tally,
            TableWatch watch,
            Function<LaneStream, StreamSession> opener) {
        this.cursor = cursor;
        this.aside = aside;
        this.faults = faults;
        this.tally = tally;
        this.watch = watch;
        this.opener = opener;
    }

    LaneCursor cursor() {
        return cursor;
    }

    SetAsideDesk aside() {
        return aside;
    }

    Faults faults() {
        return faults;
    }

    LaneTally tally() {
        return tally;
    }

    TableWatch watch() {
        return watch;
    }

    /** Makes the session of a stream, idle. */
    StreamSession open(LaneStream stream) {
        return opener.apply(stream);
    }
}
