// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/**
 * What ended a stream or an attempt, and what follows from it. This is the one place where retriable or not is decided.
 * The first group are gRPC's own codes as the Zerobus public documentation uses them; the second group are ours.
 */
public enum FailureCode {
    /** The call was cancelled on the way. */
    CANCELLED(Verdict.RETRY),
    /** Something failed on the way, a network among them. */
    UNKNOWN(Verdict.RETRY),
    /** The service refused a request: a bad record, or a descriptor that does not fit the table. */
    INVALID_ARGUMENT(Verdict.REFUSED),
    /** The service, or something before it, ran out of time. */
    DEADLINE_EXCEEDED(Verdict.RETRY),
    /** The table does not exist. */
    NOT_FOUND(Verdict.BLOCK),
    /** Not expected from this service. */
    ALREADY_EXISTS(Verdict.RETRY),
    /** The credentials lack a grant. */
    PERMISSION_DENIED(Verdict.FRESH_TOKEN),
    /** A quota or a limit is used up. */
    RESOURCE_EXHAUSTED(Verdict.RETRY),
    /** The service is not in the state for this. */
    FAILED_PRECONDITION(Verdict.RETRY),
    /** The service gave up. */
    ABORTED(Verdict.RETRY),
    /** Misuse of the protocol. */
    OUT_OF_RANGE(Verdict.BLOCK),
    /** The endpoint does not know this service. */
    UNIMPLEMENTED(Verdict.BLOCK),
    /** An error inside the service, or between it and us. */
    INTERNAL(Verdict.RETRY),
    /** The service cannot be reached, or is going away. */
    UNAVAILABLE(Verdict.RETRY),
    /** The service says that it lost something; what is unacknowledged is sent again. */
    DATA_LOSS(Verdict.RETRY),
    /** The token is not valid. */
    UNAUTHENTICATED(Verdict.FRESH_TOKEN),

    /** The service ended the stream without an error. */
    STREAM_ENDED(Verdict.RETRY),
    /** The service ended the stream without an error before it was created: some edges answer a wrong token like this. */
    AUTHENTICATION_SUSPECTED(Verdict.FRESH_TOKEN),
    /** The service asked to move to another stream. */
    CLOSE_SIGNAL(Verdict.RETRY),
    /** The stream was not open in time. */
    OPEN_TIMEOUT(Verdict.RETRY),
    /** The oldest unacknowledged request made no progress in time. */
    ACK_TIMEOUT(Verdict.RETRY),
    /** The service said something that the protocol does not know. */
    PROTOCOL_ERROR(Verdict.RETRY),
    /** The token endpoint cannot be reached or is in trouble. */
    TOKEN_UNAVAILABLE(Verdict.RETRY),
    /** The token endpoint refuses the credentials or the request. */
    TOKEN_REFUSED(Verdict.BLOCK),
    /** The owner connects with another descriptor. */
    NEW_DESCRIPTOR(Verdict.RETRY);

    /** What follows from a failure. */
    enum Verdict {
        /** It may pass: reconnect with backoff. */
        RETRY,
        /** Once with a fresh token, then as {@link #BLOCK}. */
        FRESH_TOKEN,
        /** Somebody has to repair something: keep the events, try rarely. */
        BLOCK,
        /** The request or the descriptor is at fault, not the stream. */
        REFUSED
    }

    private final Verdict verdict;

    FailureCode(Verdict verdict) {
        this.verdict = verdict;
    }

    Verdict verdict() {
        return verdict;
    }

    /**
     * Tells whether the failure may pass without anybody doing anything.
     *
     * @return whether the same again may succeed
     */
    public boolean retriable() {
        return verdict == Verdict.RETRY;
    }

    /**
     * Returns the code's number in gRPC.
     *
     * @return 1 to 16; -1 for a code of ours
     */
    public int grpcNumber() {
        return GrpcFailures.number(this);
    }

    /**
     * Says what to do about it.
     *
     * @return an order to whoever reads it, without a full stop
     */
    public String advice() {
        return Advice.on(this);
    }
}
