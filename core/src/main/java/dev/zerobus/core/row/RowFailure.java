// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.core.metrics.SetAsideReason;
import org.jspecify.annotations.Nullable;

/** Ends the writing of one row; never leaves this package, so it has no stack trace. Immutable. */
final class RowFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final SetAsideReason reason;
    final transient @Nullable String column;
    final String text;

    RowFailure(SetAsideReason reason, @Nullable String column, String text) {
        super(text, null, false, false);
        this.reason = reason;
        this.column = column;
        this.text = text;
    }

    /** The row outgrew its limit while it was written. */
    static RowFailure tooLarge() {
        return new RowFailure(SetAsideReason.ROW_TOO_LARGE, null, "");
    }

    /** The event's bytes can not be read. */
    static RowFailure unreadable() {
        return new RowFailure(
                SetAsideReason.UNREADABLE,
                null,
                "the bytes are no event: please report this, it is an error of the client");
    }
}
