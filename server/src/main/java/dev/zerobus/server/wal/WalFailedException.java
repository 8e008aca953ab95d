// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.IOException;

/** The log could not write or force, and takes nothing more. Its message names the directory, the cause and the remedy. */
public final class WalFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    WalFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
