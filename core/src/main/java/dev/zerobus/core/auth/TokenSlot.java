// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.auth;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One cached token. While it is young everyone gets it; from 80 % of its life on the first caller fetches another one and the
 * others still get the old one; when it is over, callers wait for the one that fetches. Safe from any thread.
 */
final class TokenSlot {

    /** How a token is got. */
    interface Fetch {
        Fetched run() throws TokenException;
    }

    /** A token and how long it lives. */
    static final class Fetched {
        final Token token;
        final long lifeNanos;

        Fetched(Token token, long lifeNanos) {
            this.token = token;
            this.lifeNanos = lifeNanos;
        }
    }

    private static final class Held {
        final Token token;
        final long refreshNanos;
        final long endNanos;

        Held(Fetched fetched, long nowNanos) {
            token = fetched.token;
            refreshNanos = nowNanos + fetched.lifeNanos / 10 * 8;
            endNanos = nowNanos + fetched.lifeNanos;
        }
    }

    private final Fetch fetch;
    private final LongSupplier nanoClock;
    private final ReentrantLock fetching = new ReentrantLock();
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();

    TokenSlot(Fetch fetch, LongSupplier nanoClock) {
        this.fetch = fetch;
        this.nanoClock = nanoClock;
    }

    Token get() throws TokenException {
        Held now = held.get();
        if (now != null && isBefore(now.refreshNanos)) {
            return now.token;
        }
        if (now != null && isBefore(now.endNanos)) {
            return fetching.tryLock() ? refresh(now) : now.token;
        }
        fetching.lock();
        try {
            Held meanwhile = held.get();
            return meanwhile != null && isBefore(meanwhile.refreshNanos) ? meanwhile.token : fetch();
        } finally {
            fetching.unlock();
        }
    }

    /** Forgets the token if it is the one held. */
    void refused(Token token) {
        Held now = held.get();
        if (now != null && now.token == token) {
            held.compareAndSet(now, null);
        }
    }

    private Token refresh(Held old) {
        try {
            Held meanwhile = held.get();
            return meanwhile != null && meanwhile != old ? meanwhile.token : fetch();
        } catch (TokenException e) {
            // the old one is good for a while; whoever comes when it is over gets to see the failure
            return old.token;
        } finally {
            fetching.unlock();
        }
    }

    private Token fetch() throws TokenException {
        long startedNanos = nanoClock.getAsLong();
        Fetched fetched = fetch.run();
        held.set(new Held(fetched, startedNanos));
        return fetched.token;
    }

    private boolean isBefore(long nanos) {
        return nanoClock.getAsLong() - nanos < 0;
    }
}
