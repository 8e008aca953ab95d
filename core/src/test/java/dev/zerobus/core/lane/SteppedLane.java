// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.row.RowBuffer;
import dev.zerobus.core.row.RowExtras;
import dev.zerobus.core.row.RowOutcome;
import java.util.Random;

/**
 * A lane without its thread, for whoever steps it from outside this package: the simulation. Owned by one thread, except
 * for what {@link Lane} allows to any.
 */
public final class SteppedLane {

    private final LaneBuilder parts;
    private final Lane lane;

    /**
     * Makes a lane.
     *
     * @param beforeRow called by a step before each row that it makes: what other threads do meanwhile
     * @param bug what is wrong between the lane and its disk
     */
    public SteppedLane(LaneBuilder builder, Random random, Runnable beforeRow, DiskBug bug) {
        parts = builder;
        builder.disk = bug.over(builder.disk());
        builder.random = () -> random;
        PlanCompiler compiler =
                new PlanCompiler(builder.name, builder.identity, () -> RowExtras.NONE, builder.metrics, builder.status);
        lane = builder.build(schema -> new Interrupted(compiler.apply(schema), beforeRow));
    }

    private static final class Interrupted extends WrappedEncoder {

        private final Runnable before;

        Interrupted(RowEncoder rows, Runnable before) {
            super(rows);
            this.before = before;
        }

        @Override
        public RowOutcome encode(byte[] event, int offset, int length, long seq, RowBuffer out) {
            before.run();
            return super.encode(event, offset, length, seq, out);
        }
    }

    public Lane lane() {
        return lane;
    }

    /** One step of the drain. Returns how much was done. */
    public int step(long nowNanos) {
        return lane.drain().runOnce(nowNanos);
    }

    /** Begins to change to so many streams, as if the load wanted it. */
    public void rescale(int streams) {
        lane.drain().rescale(streams);
    }

    public long nextDeadlineNanos(long latestNanos) {
        return lane.drain().nextDeadlineNanos(latestNanos);
    }

    /** Whether everything that was and ever will be accepted has left the lane. */
    public boolean exhausted() {
        return lane.drain().exhausted();
    }

    /** As the beginning of a close: nothing more is accepted, nothing lingers. */
    public void refuseAll() {
        lane.refuseAll();
    }

    /** Before the end of a close: a portion of what is left goes to the disk. Returns whether there is nothing more to do. */
    public boolean spillRest(long nowNanos) {
        return lane.drain().spillRest(nowNanos);
    }

    /** As the end of a close. */
    public LaneReport finish() {
        return lane.drain().finish();
    }

    public long acked() {
        return lane.drain().tally().acked();
    }

    public long setAside() {
        return lane.drain().tally().setAside();
    }

    public long faults() {
        return lane.drain().tally().faults();
    }

    public LaneSettings settings() {
        return parts.settings;
    }
}
