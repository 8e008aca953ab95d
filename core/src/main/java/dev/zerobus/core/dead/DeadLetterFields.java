// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import dev.zerobus.core.metrics.SetAsideReason;
import java.time.Instant;
import java.util.UUID;

/** What a letter is made of, while it is read or about to be written. Owned by one thread. */
final class DeadLetterFields {

    private static final byte[] NOTHING = {};

    Instant time = Instant.EPOCH;
    String lane = "";
    String table = "";
    UUID producerId = new UUID(0, 0);
    long seq;
    SetAsideReason reason = SetAsideReason.UNREADABLE;
    String code = "";
    int codeNumber = -1;
    String column = "";
    String text = "";
    String eventJson = "null";
    byte[] eventProto = NOTHING;

    DeadLetterFields() {}

    DeadLetterFields(DeadLetterFields from) {
        time = from.time;
        lane = from.lane;
        table = from.table;
        producerId = from.producerId;
        seq = from.seq;
        reason = from.reason;
        code = from.code;
        codeNumber = from.codeNumber;
        column = from.column;
        text = from.text;
        eventJson = from.eventJson;
        eventProto = from.eventProto;
    }
}
