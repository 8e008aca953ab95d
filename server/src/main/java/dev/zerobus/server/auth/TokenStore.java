// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens in force, at most a fixed number of them; the oldest make room. Only hashes are kept: a token is looked up by
 * its hash, so that the time of a look-up says nothing about the token. Guarded by its own lock.
 */
final class TokenStore {

    static final int MAX_TOKENS = 10_000;

    private static final int TOKEN_BYTES = 32;

    /** A token in force. */
    record Token(Principal principal, List<Privileges> privileges, Instant expires) {}

    private final InstantSource clock;
    private final int maxTokens;
    private final SecureRandom random = new SecureRandom();
    /** By hash, oldest first. */
    private final Map<String, Token> tokens = new LinkedHashMap<>();

    TokenStore(InstantSource clock, int maxTokens) {
        this.clock = clock;
        this.maxTokens = maxTokens;
    }

    String issue(Principal principal, List<Privileges> privileges, Duration lifetime) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        synchronized (tokens) {
            makeRoom(now);
            tokens.put(key(value), new Token(principal, List.copyOf(privileges), now.plus(lifetime)));
        }
        return value;
    }

    /** The lifetime is the same for all, so the oldest expire first. */
    private void makeRoom(Instant now) {
        Iterator<Token> oldest = tokens.values().iterator();
        while (oldest.hasNext()) {
            boolean expired = !now.isBefore(oldest.next().expires());
            if (!expired && tokens.size() < maxTokens) {
                return;
            }
            oldest.remove();
        }
    }

    @Nullable
    Token find(String value) {
        Token token;
        synchronized (tokens) {
            token = tokens.get(key(value));
        }
        return token != null && clock.instant().isBefore(token.expires()) ? token : null;
    }

    int size() {
        synchronized (tokens) {
            return tokens.size();
        }
    }

    private static String key(String value) {
        return HexFormat.of().formatHex(Principal.hash(value));
    }
}
