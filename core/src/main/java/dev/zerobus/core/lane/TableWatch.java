// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.row.RowOutcome;
import dev.zerobus.core.row.UnknownFields;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether events and table fit each other, which both change: has the table looked at again when they seem not to, lets
 * nothing be sent until that is answered where it matters, and keeps the lane's events when the table has lost what they need.
 * Owned by the drain thread.
 *
 * <pre>
 *   a field that is new and has no column,      looked at less than a minute ago      left out and counted, set aside
 *   a column that is new to misfits       ---------------------------------------&gt;
 *              |  else
 *              v
 *        AWAITS an answer  -- the table has changed: rows are made anew --&gt;  they fit
 *                                                                      --&gt;  they lose by the change: HOLDS until it is repaired
 * </pre>
 */
final class TableWatch implements UnknownFields {

    /** So many different fields and columns are taken for news in a lane's life. */
    static final int MAX_NEWS = 1_024;

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final SchemaKeeper keeper;
    private final LaneStates states;
    private final boolean keepsEvents;

    private @Nullable RowEncoder first;
    private @Nullable TableChange change;

    /** By the name of a field without a column: whether there was one. Names of the present schema, of which there are few. */
    private final Map<String, Boolean> lost = new HashMap<>();
    /** Of the event that is encoded: a field whose column is gone. */
    private @Nullable String lostField;

    private final Set<String> news = new HashSet<>();
    private boolean unchecked;

    private boolean awaits;
    private long outcomesBefore;
    private boolean suspected;
    private long suspectedNanos;
    private long suspectedSeq;

    private boolean holds;
    private @Nullable String said;

    TableWatch(LaneParts parts, SchemaKeeper keeper, LaneStates states) {
        this.keeper = keeper;
        this.states = states;
        this.keepsEvents = parts.schemaSettings().onConflict() == SchemaConflict.BLOCK;
    }

    /** Rows are made by this one from now on. */
    void adopt(@Nullable RowEncoder before, RowEncoder now, long nowNanos) {
        if (first == null) {
            first = now;
        }
        lost.clear();
        now.listen(this);
        boolean changed = before == null || !before.schema().equals(now.schema());
        if (changed) {
            change = now.schema().equals(first.schema()) ? null : new TableChange(first, now);
            holds = false;
            keeper.changed();
        } else if (holds) {
            // nobody has repaired it yet
            hold(said == null ? "" : said, nowNanos);
        }
    }

    /** Whether nothing may be sent until a fetch has ended, well or badly. */
    boolean awaits() {
        return awaits;
    }

    /** Whether the next event waits for a repair of the table. */
    boolean holds() {
        return holds;
    }

    /** Called once in each step. */
    void tick() {
        if (awaits && keeper.outcomes() != outcomesBefore) {
            awaits = false;
        }
    }

    /** The table is looked at now: whatever was news before is answered by that. */
    void looked() {
        unchecked = false;
    }

    @Override
    public void unknownField(String name) {
        Boolean had = lost.get(name);
        if (had == null) {
            TableChange since = change;
            had = since != null && since.loses(name);
            lost.put(name, had);
            heard(name);
        }
        if (had) {
            lostField = name;
        }
    }

    /** Tells what became of an event; whether it must stay where it is for now. */
    boolean keeps(RowOutcome outcome, LaneCursor event, long nowNanos) {
        String field = lostField;
        lostField = null;
        if (!outcome.written() && outcome.column() != null) {
            heard("column " + outcome.column());
            if (unchecked && keeper.recheck(true, nowNanos)) {
                await();
                return true;
            }
        }
        String why = keepsEvents ? loss(outcome, field, event) : null;
        if (why != null) {
            hold(why, nowNanos);
        } else if (said != null) {
            said = null;
            keeper.looksNoMore();
            states.tableFits();
        }
        return why != null;
    }

    private @Nullable String loss(RowOutcome outcome, @Nullable String field, LaneCursor event) {
        TableChange since = change;
        RowEncoder before = first;
        if (since == null || before == null) {
            return null;
        }
        if (outcome.written()) {
            return field == null ? since.lossOfAll() : since.lossOf(field);
        }
        boolean innocent =
                since.isAbout(outcome) && before.fits(event.bytes(), event.offset(), event.length(), event.seq());
        return innocent ? since.alterationBehind(outcome) : null;
    }

    /** Events had fields without a column of their own, or became no row: perhaps the table has changed since. */
    void doubts(long nowNanos) {
        if (unchecked && keeper.recheck(true, nowNanos)) {
            await();
        } else {
            keeper.recheck(false, nowNanos);
        }
    }

    /**
     * The service refuses rows: has the table looked at before anything more is sent. Once a minute, and once for each event that
     * the service itself finds at odds with the table.
     *
     * @return false if that was done already
     */
    boolean suspects(boolean certain, long seq, long nowNanos) {
        boolean lately = suspected && nowNanos - suspectedNanos < MINUTE_NANOS;
        if (lately && !(certain && seq != suspectedSeq)) {
            return false;
        }
        suspected = true;
        suspectedNanos = nowNanos;
        suspectedSeq = seq;
        keeper.refetch(nowNanos);
        await();
        return true;
    }

    /** The service refuses the columns of all rows: nothing more is sent before the table was looked at. */
    void rejected(long nowNanos) {
        keeper.refetch(nowNanos);
        await();
    }

    private void await() {
        awaits = true;
        outcomesBefore = keeper.outcomes();
    }

    private void heard(String what) {
        unchecked |= news.size() < MAX_NEWS && news.add(what);
    }

    private void hold(String why, long nowNanos) {
        holds = true;
        said = why;
        long nanos = keeper.lookLater(nowNanos);
        states.tableBlocks(why + "; the table is looked at again in " + LaneStates.duration(nanos));
    }
}
