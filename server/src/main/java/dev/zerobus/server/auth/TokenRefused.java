// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

import java.io.Serial;

/** No token is given. Says so as OAuth does (RFC 6749, section 5.2; RFC 9396, section 5). */
public final class TokenRefused extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The status of the HTTP answer. */
    private final int httpStatus;

    /** The error code of OAuth. */
    private final String error;

    TokenRefused(int httpStatus, String error, String description) {
        super(description, null, false, false);
        this.httpStatus = httpStatus;
        this.error = error;
    }

    /**
     * Returns the HTTP status.
     *
     * @return such as 401
     */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * Returns the OAuth error code.
     *
     * @return such as {@code invalid_client}
     */
    public String error() {
        return error;
    }
}
