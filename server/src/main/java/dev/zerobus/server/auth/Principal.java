// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A service principal. Immutable; only the hash of its secret is kept. */
final class Principal {

    private final String clientId;
    private final byte[] secretHash;
    private final Grants grants;

    Principal(String clientId, byte[] secretHash, Grants grants) {
        this.clientId = clientId;
        this.secretHash = secretHash.clone();
        this.grants = grants;
    }

    String clientId() {
        return clientId;
    }

    Grants grants() {
        return grants;
    }

    boolean hasSecret(String secret) {
        return MessageDigest.isEqual(secretHash, hash(secret));
    }

    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "Principal[" + clientId + "]";
    }
}
