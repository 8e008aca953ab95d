// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

import static dev.zerobus.server.fault.FaultEffect.ACK_BEYOND;
import static dev.zerobus.server.fault.FaultEffect.ACK_OFFSETS;
import static dev.zerobus.server.fault.FaultEffect.ACK_WITHOUT_OFFSET;
import static dev.zerobus.server.fault.FaultEffect.ALTER_TABLE;
import static dev.zerobus.server.fault.FaultEffect.CLOSE_SIGNAL;
import static dev.zerobus.server.fault.FaultEffect.COALESCE;
import static dev.zerobus.server.fault.FaultEffect.DELAY;
import static dev.zerobus.server.fault.FaultEffect.EXPIRE_TOKENS;
import static dev.zerobus.server.fault.FaultEffect.FAIL;
import static dev.zerobus.server.fault.FaultEffect.FREEZE;
import static dev.zerobus.server.fault.FaultEffect.GO_AWAY;
import static dev.zerobus.server.fault.FaultEffect.HANG;
import static dev.zerobus.server.fault.FaultEffect.HTTP;
import static dev.zerobus.server.fault.FaultEffect.MALFORMED;
import static dev.zerobus.server.fault.FaultEffect.RESET;
import static dev.zerobus.server.fault.FaultEffect.REVOKE;
import static dev.zerobus.server.fault.FaultEffect.STATUS;
import static dev.zerobus.server.fault.FaultEffect.TOKEN_LIFE;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Where a fault waits for its moment. */
public enum FaultPlace {
    /** It does not wait: it happens when it is added, to every stream that is open. */
    NOW(STATUS, CLOSE_SIGNAL, GO_AWAY, RESET, FREEZE, EXPIRE_TOKENS, ALTER_TABLE),
    /** A client has begun a call, and the response headers are not sent yet. */
    CALL(STATUS, HANG, DELAY, GO_AWAY, RESET, FREEZE),
    /** {@code create_stream} has come in and was found good; it is not answered yet. */
    OPEN(STATUS, HANG, DELAY, GO_AWAY, RESET, FREEZE),
    /** {@code create_stream} was answered just now. */
    OPENED(STATUS, CLOSE_SIGNAL, GO_AWAY, RESET, FREEZE),
    /** A request with records has come in and is not taken yet. */
    REQUEST(STATUS, HANG, DELAY, CLOSE_SIGNAL, GO_AWAY, RESET, FREEZE),
    /** A record has come in; its request is not taken yet. Each record of a batch counts. */
    RECORD(STATUS, HANG, DELAY, CLOSE_SIGNAL, GO_AWAY, RESET, FREEZE),
    /** Records are durable, and the acknowledgement is about to be sent. */
    ACK(
            STATUS,
            HANG,
            DELAY,
            COALESCE,
            ACK_OFFSETS,
            ACK_BEYOND,
            ACK_WITHOUT_OFFSET,
            CLOSE_SIGNAL,
            GO_AWAY,
            RESET,
            FREEZE),
    /** The write-ahead log is about to be forced to the disk. */
    FORCE(FAIL, HANG, DELAY),
    /** A request for a token has come in. */
    TOKEN(HTTP, HANG, DELAY, MALFORMED, RESET),
    /** A token is about to be given. */
    ISSUE(TOKEN_LIFE),
    /** A table is looked up in Unity Catalog. */
    LOOKUP(HTTP, HANG, DELAY, MALFORMED, RESET),
    /** It is asked whether somebody may write to a table, read about it, or get a token for it. */
    GRANT(REVOKE);

    @SuppressWarnings("ImmutableEnumChecker") // it can not be changed
    private final Set<FaultEffect> effects;

    FaultPlace(FaultEffect... effects) {
        this.effects = Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(effects)));
    }

    /**
     * Returns what can happen here.
     *
     * @return the effects; can not be changed
     */
    public Set<FaultEffect> effects() {
        return effects;
    }
}
