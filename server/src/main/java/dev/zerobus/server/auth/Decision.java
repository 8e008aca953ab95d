// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

/**
 * The answer to "may this caller do that".
 *
 * @param outcome the answer
 * @param principal who asks; empty if that is not known
 * @param message what is wrong and what to do about it, to be sent to the caller; empty if allowed
 */
public record Decision(Outcome outcome, String principal, String message) {

    /** Kinds of answers. */
    public enum Outcome {
        /** Go on. */
        ALLOWED,
        /** No token, or none that is good: gRPC UNAUTHENTICATED, HTTP 401. */
        UNAUTHENTICATED,
        /** A good token, without the privileges: gRPC PERMISSION_DENIED, HTTP 403. */
        PERMISSION_DENIED
    }

    /**
     * Lets the caller go on.
     *
     * @param principal who it is
     * @return the decision
     */
    public static Decision allowed(String principal) {
        return new Decision(Outcome.ALLOWED, principal, "");
    }

    static Decision unauthenticated(String message) {
        return new Decision(Outcome.UNAUTHENTICATED, "", message);
    }

    static Decision denied(String principal, String message) {
        return new Decision(Outcome.PERMISSION_DENIED, principal, message);
    }

    /**
     * Tells whether the caller may go on.
     *
     * @return true if allowed
     */
    public boolean ok() {
        return outcome == Outcome.ALLOWED;
    }
}
