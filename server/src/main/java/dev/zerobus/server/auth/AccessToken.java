// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

/**
 * A bearer token, as it is given to a client.
 *
 * @param value the secret text; not part of {@link #toString}
 * @param expiresInSeconds how long it is good for from now
 */
public record AccessToken(String value, long expiresInSeconds) {
    @Override
    public String toString() {
        return "AccessToken[expiresInSeconds=" + expiresInSeconds + "]";
    }
}
