// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.stream.StreamFailure;
import org.jspecify.annotations.Nullable;

/**
 * Sets the cursor's current event aside: hands it to the {@link SetAside}, guarded, says so at a limited rate, and marks
 * its place in the ring. Owned by the drain thread.
 */
final class SetAsideDesk implements SetAside.Event {

    private final String lane;
    private final LaneCursor cursor;
    private final SetAside target;
    private final StatusChannel status;
    private SetAsideReason reason = SetAsideReason.UNREADABLE;
    private String column = "";
    private String text = "";
    private @Nullable StreamFailure failure;

    SetAsideDesk(String lane, LaneCursor cursor, SetAside target, StatusChannel status) {
        this.lane = lane;
        this.cursor = cursor;
        this.target = target;
        this.status = status;
    }

    /** The service rejected the event. */
    void setAside(StreamFailure answer) {
        failure = answer;
        hand(SetAsideReason.REJECTED, null, answer.toString());
    }

    void setAside(SetAsideReason why, @Nullable String whichColumn, String words) {
        failure = null;
        hand(why, whichColumn, words);
    }

    private void hand(SetAsideReason why, @Nullable String whichColumn, String words) {
        reason = why;
        column = whichColumn == null ? "" : whichColumn;
        text = words;
        // Marked first: whatever the target does, the event is handed over once.
        cursor.settleCurrent(why);
        try {
            target.setAside(this);
        } catch (RuntimeException | Error e) {
            status.say(
                    StatusChannel.Level.ERROR,
                    lane + "/setAside/failed",
                    "lane " + lane + ": event " + seq() + " could not be kept among the set-aside ones: " + e);
        }
        // Last: there may be no memory for the words.
        status.say(StatusChannel.Level.WARN, lane + "/setAside/" + why, describe());
    }

    private String describe() {
        return "lane " + lane + ": event " + seq() + " became no row and is set aside, " + reason
                + (column.isEmpty() ? "" : " in column " + column)
                + (text.isEmpty() ? "" : ": " + text);
    }

    @Override
    public byte[] bytes() {
        return cursor.bytes();
    }

    @Override
    public int offset() {
        return cursor.offset();
    }

    @Override
    public int length() {
        return cursor.length();
    }

    @Override
    public long seq() {
        return cursor.seq();
    }

    @Override
    public SetAsideReason reason() {
        return reason;
    }

    @Override
    public String column() {
        return column;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public @Nullable StreamFailure failure() {
        return failure;
    }
}
