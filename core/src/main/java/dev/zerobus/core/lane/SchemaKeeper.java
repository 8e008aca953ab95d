// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.schema.SchemaException;
import dev.zerobus.core.schema.SchemaSource;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Has the table's schema fetched and compiled on the house thread, and hands the outcome to the drain. Owned by the drain
 * thread, except for the mailbox, which the house thread fills.
 *
 * <p>A fetch that fails is tried again until it succeeds: with growing delays up to a minute if the failure may pass by
 * itself, by the lane's blocked retry otherwise. Events wait in the ring meanwhile. A lane that never had a schema has no
 * stream either: it shows itself as recovering or blocked, as a stream would.
 */
final class SchemaKeeper {

    /** After a success the schema is not fetched again sooner, unless the drain has none. */
    static final long MIN_INTERVAL_NANOS = 1_000_000_000L;

    private static final long FIRST_DELAY_NANOS = 250_000_000L;
    private static final long MAX_DELAY_NANOS = 60_000_000_000L;

    private final TableName table;
    private final SchemaSource source;
    private final Function<TableSchema, RowEncoder> compiler;
    private final Executor house;
    private final Runnable wakeup;
    private final LaneMetrics metrics;
    private final StatusChannel status;
    private final String lane;
    private final LaneStates states;
    private final Backoff backoff;
    private final Backoff blockedBackoff;
    private final long blockedMinNanos;
    private final long blockedMaxNanos;
    private final Backoff lookBackoff;
    private final long recheckMinNanos;
    private final long recheckMaxNanos;
    private final AtomicReference<@Nullable Outcome> mailbox = new AtomicReference<>();

    private boolean wanted;
    private boolean fetching;
    private boolean fetchedOnce;
    private long fetchedNanos;
    private long notBeforeNanos;
    private boolean delayed;
    private long outcomes;
    private long recheckNanos;
    private boolean looks;
    private long lookNanos;

    SchemaKeeper(LaneParts parts, Runnable wakeup, Random random, LaneStates states) {
        this.states = states;
        this.lane = parts.name();
        this.table = parts.table();
        this.source = parts.schemaSource();
        this.compiler = parts.compiler();
        this.house = parts.house();
        this.metrics = parts.metrics();
        this.status = parts.status();
        this.wakeup = wakeup;
        this.backoff = new Backoff(FIRST_DELAY_NANOS, MAX_DELAY_NANOS, random);
        this.blockedMinNanos = parts.settings().blockedRetryMinNanos();
        this.blockedMaxNanos = parts.settings().blockedRetryMaxNanos();
        // delays are drawn from the upper half: of twice the shortest pause, that is never below it
        this.blockedBackoff = new Backoff(2 * blockedMinNanos, 2 * blockedMaxNanos, random);
        this.lookBackoff = new Backoff(2 * blockedMinNanos, 2 * blockedMaxNanos, random);
        this.recheckMinNanos = parts.schemaSettings().recheckMinNanos();
        this.recheckMaxNanos = parts.schemaSettings().recheckMaxNanos();
        this.recheckNanos = recheckMinNanos;
    }

    /** The drain needs a schema. Idempotent. */
    void want() {
        wanted = true;
    }

    /** The schema is known to be wrong, or suspected to be: fetch it, though not more than once a second. */
    void refetch(long nowNanos) {
        if (!wanted && fetchedOnce) {
            delayUntil(fetchedNanos + MIN_INTERVAL_NANOS, nowNanos);
        }
        wanted = true;
    }

    /**
     * The schema may have changed: fetch it if that was not done for a while. What is suspected again and again without being true
     * is followed ever more rarely.
     *
     * @param news whether something has happened that was not there at the last look
     * @return whether a fetch is under way, or begins with this step
     */
    boolean recheck(boolean news, long nowNanos) {
        if (fetching || wanted) {
            return fetching || !delayed;
        }
        if (!fetchedOnce || nowNanos - fetchedNanos < (news ? recheckMinNanos : recheckNanos)) {
            return false;
        }
        if (!news) {
            recheckNanos = Math.min(recheckMaxNanos, 2 * recheckNanos);
        }
        wanted = true;
        delayed = false;
        metrics.schemaRechecked();
        return true;
    }

    /** The table has changed: the next suspicion is fresh. */
    void changed() {
        recheckNanos = recheckMinNanos;
    }

    /**
     * Somebody has to repair the table: look again later, ever more rarely.
     *
     * @return in how many nanoseconds
     */
    long lookLater(long nowNanos) {
        long delay = Math.min(blockedMaxNanos, lookBackoff.next());
        looks = true;
        lookNanos = nowNanos + delay;
        return delay;
    }

    /** It is repaired. */
    void looksNoMore() {
        looks = false;
        lookBackoff.reset();
    }

    /** How many fetches have ended, well or badly. */
    long outcomes() {
        return outcomes;
    }

    /** Returns the compiled schema when one has arrived. */
    @Nullable
    RowEncoder arrived(long nowNanos) {
        RowEncoder arrived = null;
        Outcome outcome = mailbox.getAndSet(null);
        if (outcome != null) {
            fetching = false;
            outcomes++;
            arrived = outcome.encoder;
            if (arrived == null) {
                failed(outcome, nowNanos);
            } else {
                succeeded(nowNanos);
            }
        }
        return arrived;
    }

    /** Starts a fetch if one is due. Returns whether it did. */
    boolean startIfDue(long nowNanos) {
        if (looks && nowNanos - lookNanos >= 0) {
            looks = false;
            wanted = true;
        }
        if (!wanted || fetching || (delayed && nowNanos - notBeforeNanos < 0)) {
            return false;
        }
        start();
        return true;
    }

    /** When {@link #startIfDue} has something to start, or now plus the limit. */
    long nextDeadlineNanos(long latestNanos) {
        boolean due = wanted && !fetching && delayed && notBeforeNanos - latestNanos < 0;
        long next = due ? notBeforeNanos : latestNanos;
        return looks && lookNanos - next < 0 ? lookNanos : next;
    }

    private void succeeded(long nowNanos) {
        wanted = false;
        delayed = false;
        looks = false;
        fetchedOnce = true;
        fetchedNanos = nowNanos;
        backoff.reset();
        blockedBackoff.reset();
        metrics.schemaFetched();
    }

    private void failed(Outcome outcome, long nowNanos) {
        long delay = outcome.retriable ? backoff.next() : Math.min(blockedMaxNanos, blockedBackoff.next());
        delayUntil(nowNanos + delay, nowNanos);
        metrics.schemaFailed();
        String what = "the schema of " + table + " could not be had: " + outcome.text;
        String next = "; events wait, next attempt in " + LaneStates.duration(delay);
        if (!fetchedOnce) {
            states.noSchema(outcome.retriable, what + next);
            return;
        }
        status.say(
                outcome.retriable ? StatusChannel.Level.WARN : StatusChannel.Level.ERROR,
                table + "/schema",
                "lane " + lane + ": " + what + next);
    }

    private void delayUntil(long nanos, long nowNanos) {
        delayed = nanos - nowNanos > 0;
        notBeforeNanos = nanos;
    }

    private void start() {
        fetching = true;
        delayed = false;
        try {
            house.execute(this::fetch);
        } catch (RuntimeException | Error refused) {
            // perhaps there can be no more threads just now
            mailbox.set(new Outcome(null, true, "the client's own thread takes no work: " + refused));
        }
    }

    /** On the house thread. */
    private void fetch() {
        Outcome outcome = Outcome.UNTOLD;
        try {
            outcome = fetched();
        } finally {
            mailbox.set(outcome); // whatever happens: the drain waits for it
            wakeup.run();
        }
    }

    private Outcome fetched() {
        try {
            return new Outcome(compiler.apply(source.fetch(table)), false, "");
        } catch (SchemaException e) {
            return new Outcome(null, e.retriable(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            return new Outcome(null, false, "error of the client, please report: " + e);
        }
    }

    /** What a fetch came to. Immutable. */
    private static final class Outcome {
        static final Outcome UNTOLD = new Outcome(null, true, "there was no memory to say why");

        final @Nullable RowEncoder encoder;
        final boolean retriable;
        final String text;

        Outcome(@Nullable RowEncoder encoder, boolean retriable, String text) {
            this.encoder = encoder;
            this.retriable = retriable;
            this.text = text;
        }
    }
}
