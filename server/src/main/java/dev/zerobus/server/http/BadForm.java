// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import java.io.Serial;

/** A token request that can not be understood, as OAuth says it (RFC 6749, section 5.2). */
final class BadForm extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final String error;

    BadForm(int httpStatus, String error, String description) {
        super(description, null, false, false);
        this.httpStatus = httpStatus;
        this.error = error;
    }

    int httpStatus() {
        return httpStatus;
    }

    String error() {
        return error;
    }
}
