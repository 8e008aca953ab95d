// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

import io.grpc.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Where a fault will happen; says next what will. Every method throws {@link IllegalArgumentException} if that can not happen
 * at this place. Immutable.
 */
public final class FaultAt {

    private final Fault begun;

    FaultAt(Fault begun) {
        this.begun = begun;
    }

    private Fault does(FaultEffect effect) {
        return begun.with("do", FaultChecks.lower(effect)).checked();
    }

    /**
     * Ends the stream with a status. What was taken before is acknowledged first; see {@link Fault#abrupt}.
     *
     * @param code the code; {@code OK} ends the stream as if all were well
     * @return the fault, once
     */
    public Fault status(Status.Code code) {
        return does(FaultEffect.STATUS).with("status", code.name());
    }

    /**
     * Ends the stream with a status. What was taken before is acknowledged first; see {@link Fault#abrupt}.
     *
     * @param code the code
     * @param message what the client is told
     * @return the fault, once
     */
    public Fault status(Status.Code code, String message) {
        return status(code).with("message", message);
    }

    /**
     * Goes no further until the fault is cleared. At {@link FaultPlace#CALL} headers are never sent, at
     * {@link FaultPlace#ACK} acknowledgements are withheld, and so on.
     *
     * @return the fault, once
     */
    public Fault hang() {
        return does(FaultEffect.HANG);
    }

    /**
     * Goes on after a time.
     *
     * @param time how long
     * @return the fault, once
     */
    public Fault delay(Duration time) {
        return does(FaultEffect.DELAY).with("millis", time.toMillis());
    }

    /**
     * Announces that the stream will be closed; it stays open.
     *
     * @param time the time that the signal names
     * @return the fault, once
     */
    public Fault closeSignal(Duration time) {
        return does(FaultEffect.CLOSE_SIGNAL).with("millis", time.toMillis());
    }

    /**
     * Sends GOAWAY on the connection of the stream.
     *
     * @param grace when the connection is closed, whatever is on it
     * @return the fault, once
     */
    public Fault goAway(Duration grace) {
        return does(FaultEffect.GO_AWAY).with("millis", grace.toMillis());
    }

    /**
     * Resets the TCP connection (RST), with every stream on it.
     *
     * @return the fault, once
     */
    public Fault reset() {
        return does(FaultEffect.RESET);
    }

    /**
     * Neither reads nor writes on the TCP connection until the fault is cleared.
     *
     * @return the fault, once
     */
    public Fault freeze() {
        return does(FaultEffect.FREEZE);
    }

    /**
     * Acknowledges only when there are so many requests to acknowledge; the rest when the stream ends or the fault is cleared.
     *
     * @param requests how many at least
     * @return the fault, always
     */
    public Fault coalesce(int requests) {
        return does(FaultEffect.COALESCE).with("count", requests).always();
    }

    /**
     * Sends these acknowledgements instead of one, such as 5, 3, 6. Acknowledgements of a stream wait until the highest of
     * the offsets is durable.
     *
     * @param offsets the offsets, in the order of sending
     * @return the fault, once
     */
    public Fault offsets(long... offsets) {
        List<Object> list = List.copyOf(Arrays.stream(offsets).boxed().toList());
        return does(FaultEffect.ACK_OFFSETS).with("offsets", list);
    }

    /**
     * Acknowledges more than was sent. Let that be more than the client can have in flight: an acknowledgement of something that
     * was sent and is not durable is a lie that no client can see through, and rows are lost by it.
     *
     * @param requests how many requests too many
     * @return the fault, once
     */
    public Fault beyond(int requests) {
        return does(FaultEffect.ACK_BEYOND).with("count", requests);
    }

    /**
     * Sends an acknowledgement that names no offset, instead of a good one, which comes with the next.
     *
     * @return the fault, once
     */
    public Fault withoutOffset() {
        return does(FaultEffect.ACK_WITHOUT_OFFSET);
    }

    /**
     * Fails the write-ahead log as a full or broken disk does: the server acknowledges nothing more until it is started again.
     *
     * @return the fault, once
     */
    public Fault fail() {
        return does(FaultEffect.FAIL);
    }

    /**
     * Answers with an HTTP status.
     *
     * @param code such as 503
     * @return the fault, once
     */
    public Fault http(int code) {
        return does(FaultEffect.HTTP).with("code", code);
    }

    /**
     * Answers with an HTTP status and the header {@code Retry-After}.
     *
     * @param code such as 429
     * @param retryAfterSeconds the header's value
     * @return the fault, once
     */
    public Fault http(int code, int retryAfterSeconds) {
        return http(code).with("retry_after_seconds", retryAfterSeconds);
    }

    /**
     * Answers 200 with a JSON document that breaks off.
     *
     * @return the fault, once
     */
    public Fault malformed() {
        return does(FaultEffect.MALFORMED);
    }

    /**
     * Gives a token of another life than usual.
     *
     * @param time how long it is good for; the answer says so, in whole seconds, at least 1
     * @return the fault, once
     */
    public Fault life(Duration time) {
        return does(FaultEffect.TOKEN_LIFE).with("millis", time.toMillis());
    }

    /**
     * Makes every token worthless that was given until now, sooner than their answers said.
     *
     * @return the fault
     */
    public Fault expireTokens() {
        return does(FaultEffect.EXPIRE_TOKENS);
    }

    /**
     * Takes the grants away until the fault is cleared: new streams are refused with PERMISSION_DENIED, tokens with 401,
     * look-ups with 403. Streams that are open stay so; end them with {@code Fault.now().status(PERMISSION_DENIED)}.
     *
     * @return the fault, always
     */
    public Fault revoke() {
        return does(FaultEffect.REVOKE).always();
    }

    /**
     * Alters a table. Streams whose descriptor does not fit the new columns end with INVALID_ARGUMENT.
     *
     * @param sql {@code ALTER TABLE c.s.t ADD COLUMN name TYPE}, {@code ... DROP COLUMN name} or
     *     {@code ... ALTER COLUMN name TYPE type}
     * @return the fault
     */
    public Fault alter(String sql) {
        return does(FaultEffect.ALTER_TABLE).with("sql", sql);
    }
}
