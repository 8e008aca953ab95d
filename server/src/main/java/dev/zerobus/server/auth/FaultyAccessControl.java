// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

import dev.zerobus.schema.TableName;
import dev.zerobus.server.fault.FaultBoard;
import dev.zerobus.server.fault.FaultPlace;
import dev.zerobus.server.fault.InjectedFault;
import dev.zerobus.server.fault.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another access control, whose tokens and grants can be made worthless on purpose. Safe from any thread; its own lock guards
 * what it knows of tokens.
 */
public final class FaultyAccessControl implements AccessControl {

    private static final String BEARER = "Bearer ";

    private final AccessControl usual;
    private final FaultBoard board;
    private final InstantSource clock;

    /** When tokens end, by their hash, the oldest first; under this object's lock. */
    private final Map<String, Instant> ends = new LinkedHashMap<>();

    /**
     * Creates the access control.
     *
     * @param usual what decides unless something goes wrong on purpose
     * @param board says what goes wrong
     * @param clock the time, for the life of tokens
     */
    public FaultyAccessControl(AccessControl usual, FaultBoard board, InstantSource clock) {
        this.usual = usual;
        this.board = board;
        this.clock = clock;
    }

    /**
     * Makes every token worthless that was given until now.
     *
     * @return how many there were
     */
    public synchronized int expireTokens() {
        int count = 0;
        for (Map.Entry<String, Instant> token : ends.entrySet()) {
            if (clock.instant().isBefore(token.getValue())) {
                token.setValue(Instant.MIN);
                count++;
            }
        }
        return count;
    }

    @Override
    public boolean required() {
        return usual.required();
    }

    @Override
    public AccessToken issue(String clientId, String secret, List<Privileges> requested) throws TokenRefused {
        AccessToken token = usual.issue(clientId, secret, requested);
        TableName table = tableOf(requested);
        if (revoked(table)) {
            throw new TokenRefused(
                    401, "invalid_authorization_details", notGranted("the service principal " + clientId, table));
        }
        InjectedFault other = board.meet(Sighting.at(FaultPlace.ISSUE, table, "", -1));
        Duration life = other == null
                ? Duration.ofSeconds(token.expiresInSeconds())
                : other.terms().time();
        remember(token, clock.instant().plus(life));
        return other == null ? token : new AccessToken(token.value(), Math.max(1, life.toSeconds()));
    }

    private static @Nullable TableName tableOf(List<Privileges> requested) {
        for (Privileges wish : requested) {
            if (wish.type() == Privileges.ObjectType.TABLE) {
                try {
                    return TableName.of(wish.path());
                } catch (IllegalArgumentException noTable) {
                    return null;
                }
            }
        }
        return null;
    }

    private synchronized void remember(AccessToken token, Instant end) {
        if (ends.size() >= TokenStore.MAX_TOKENS) {
            ends.remove(ends.keySet().iterator().next());
        }
        ends.put(key(token.value()), end);
    }

    private static String key(String token) {
        return HexFormat.of().formatHex(Principal.hash(token));
    }

    private synchronized boolean ended(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        Instant end = ends.get(key(authorization.substring(BEARER.length()).trim()));
        return end != null && !clock.instant().isBefore(end);
    }

    private boolean revoked(@Nullable TableName table) {
        return table != null && board.meet(Sighting.at(FaultPlace.GRANT, table, "", -1)) != null;
    }

    private static String notGranted(String whom, @Nullable TableName table) {
        return "error 4024 (authorization_details): " + whom + " was not granted SELECT, MODIFY on TABLE " + table;
    }

    @Override
    public Decision stream(@Nullable String authorization, TableName table) {
        return decide(authorization, table, usual.stream(authorization, table));
    }

    @Override
    public Decision metadata(@Nullable String authorization, TableName table) {
        return decide(authorization, table, usual.metadata(authorization, table));
    }

    private Decision decide(@Nullable String authorization, TableName table, Decision decision) {
        if (!decision.ok()) {
            return decision;
        }
        if (ended(authorization)) {
            return Decision.unauthenticated("the token has expired: get a new one from POST /oidc/v1/token");
        }
        return revoked(table)
                ? Decision.denied(
                        decision.principal(), notGranted("the service principal " + decision.principal(), table))
                : decision;
    }
}
