// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.auth.SlottedTokens;
import dev.zerobus.core.auth.Token;
import dev.zerobus.core.auth.TokenException;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.stream.FailureCode;
import dev.zerobus.schema.TableName;
import java.util.HashMap;
import java.util.Map;

/**
 * The token endpoint, and what the service thinks of tokens. It also watches that no token is fetched while a good one is
 * known: rivals fetch one for every stream.
 */
final class SimTokens {

    private static final long DAY = 86_400 * World.SECOND;

    private static final class Issued {
        final String value;
        final long fromNanos;
        final long lifeNanos;
        boolean refused;

        Issued(String value, long fromNanos, long lifeNanos) {
            this.value = value;
            this.fromNanos = fromNanos;
            this.lifeNanos = lifeNanos;
        }
    }

    private final World world;
    private final Weather weather;
    private final Map<String, Issued> issued = new HashMap<>();
    private boolean grantRevoked;
    private int fetched;

    SimTokens(World world, Weather weather) {
        this.world = world;
        this.weather = weather;
    }

    /** A token source as a process has it: with a cache that a crash takes along. */
    TokenSource ofProcess() {
        return new Cached();
    }

    void revokeGrantFor(long nanos) {
        grantRevoked = true;
        world.after(nanos, () -> grantRevoked = false);
    }

    /** The service takes none of the tokens that it has issued so far, however young. */
    void forget() {
        issued.clear();
    }

    void repair() {
        grantRevoked = false;
    }

    /** What the service says to a token, null: welcome. */
    FailureCode verdict(Token token) {
        Issued known = token == null ? null : issued.get(token.value());
        if (known == null || world.elapsed() - known.fromNanos >= known.lifeNanos) {
            return FailureCode.UNAUTHENTICATED;
        }
        return grantRevoked ? FailureCode.PERMISSION_DENIED : null;
    }

    private final class Cached implements TokenSource {
        private final SlottedTokens slot = new SlottedTokens(this::issue, world::now);
        private Issued last;

        private SlottedTokens.Issued issue() throws TokenException {
            if (weather.brings(Fault.TOKEN_ENDPOINT_FAILS)) {
                throw new TokenException("the token endpoint answered 503", true);
            }
            if (weather.brings(Fault.TOKEN_REFUSED)) {
                throw new TokenException("the token endpoint answered 401", false);
            }
            Issued before = last;
            if (before != null && !before.refused && world.elapsed() - before.fromNanos < before.lifeNanos / 10 * 8) {
                world.violate("a token is fetched though the last one is young and nobody refused it");
            }
            long life = weather.brings(Fault.TOKEN_SHORT_LIVED) ? world.between(World.SECOND, 20 * World.SECOND) : DAY;
            Issued now = new Issued("token-" + ++fetched, world.elapsed(), life);
            last = now;
            issued.put(now.value, now);
            return new SlottedTokens.Issued(new Token(now.value), life);
        }

        @Override
        public Token streamToken(TableName table) throws TokenException {
            return slot.streamToken(table);
        }

        @Override
        public Token metadataToken() {
            return slot.metadataToken();
        }

        @Override
        public void refused(Token token) {
            if (last != null && last.value.equals(token.value())) {
                last.refused = true;
            }
            slot.refused(token);
        }
    }
}
