// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.net;

/** A service's answer. Immutable. */
public final class HttpAnswer {

    private final int status;
    private final String body;

    HttpAnswer(int status, String body) {
        this.status = status;
        this.body = body;
    }

    /**
     * Returns the status.
     *
     * @return such as 200
     */
    public int status() {
        return status;
    }

    /**
     * Returns the body.
     *
     * @return text, empty if there is none; cut at the bound of {@link HttpCalls#MAX_BODY_BYTES}
     */
    public String body() {
        return body;
    }

    /**
     * Tells whether the same request may get a better answer later.
     *
     * @return true for 429 and 5xx
     */
    public boolean retriable() {
        return status == 429 || status >= 500;
    }
}
