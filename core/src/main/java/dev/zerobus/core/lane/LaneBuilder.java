// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.row.RowExtras;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.schema.SchemaSource;
import dev.zerobus.core.spill.SpillLog;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.stream.SessionFactory;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what a lane is made of. Owned by one thread; nothing may be null. */
public final class LaneBuilder {

    final String name;
    final TableName table;
    final RowIdentity identity;
    final SchemaSource schemaSource;
    final SessionFactory sessions;
    final Executor house;
    final StatusChannel status;
    LaneSettings settings = LaneSettings.defaults();
    StreamLimits limits = StreamLimits.defaults();
    SchemaSettings schemaSettings = SchemaSettings.DEFAULT;
    LaneMetrics metrics = LaneMetrics.none();
    SetAside setAside = event -> {};
    /** Tests put another one in. */
    @Nullable
    OldEnd disk;

    @Nullable
    Supplier<SpillLog> spill;

    boolean writeAhead;
    boolean replay;
    String threadName;
    Consumer<LaneReport> ended = report -> {};
    LongSupplier nanoClock = System::nanoTime;
    Runnable everySecond = () -> {};
    Supplier<RowExtras> extras = () -> RowExtras.NONE;
    /** Draws delays; simulations set one with a seed. */
    Supplier<Random> random = Random::new;

    LaneBuilder(
            String name,
            TableName table,
            RowIdentity identity,
            SchemaSource schemaSource,
            SessionFactory sessions,
            Executor house,
            StatusChannel status) {
        this.name = Objects.requireNonNull(name, "name");
        this.table = Objects.requireNonNull(table, "table");
        this.threadName = "drain-" + name;
        this.identity = Objects.requireNonNull(identity, "identity");
        this.schemaSource = Objects.requireNonNull(schemaSource, "schemaSource");
        this.sessions = Objects.requireNonNull(sessions, "sessions");
        this.house = Objects.requireNonNull(house, "house");
        this.status = Objects.requireNonNull(status, "status");
    }

    /**
     * Sets how the lane buffers, batches and refuses.
     *
     * @param value the settings; without them, the defaults
     * @return this
     */
    public LaneBuilder settings(LaneSettings value) {
        settings = Objects.requireNonNull(value, "settings");
        return this;
    }

    /**
     * Sets what the service takes.
     *
     * @param value the limits; without them, those that the service documents
     * @return this
     */
    public LaneBuilder limits(StreamLimits value) {
        limits = Objects.requireNonNull(value, "limits");
        return this;
    }

    /**
     * Sets how the lane follows the changes of its table.
     *
     * @param value the settings; without them, {@link SchemaSettings#DEFAULT}
     * @return this
     */
    public LaneBuilder schemaSettings(SchemaSettings value) {
        schemaSettings = Objects.requireNonNull(value, "schemaSettings");
        return this;
    }

    /**
     * Sets who counts.
     *
     * @param value the metrics; without them, nothing is counted
     * @return this
     */
    public LaneBuilder metrics(LaneMetrics value) {
        metrics = Objects.requireNonNull(value, "metrics");
        return this;
    }

    /**
     * Sets who gets the events that can not become rows.
     *
     * @param value the taker; without one, they are counted and said on the status channel
     * @return this
     */
    public LaneBuilder setAside(SetAside value) {
        setAside = Objects.requireNonNull(value, "setAside");
        return this;
    }

    /**
     * Gives the lane a place on disk.
     *
     * @param log asked when the first event goes there, on the drain thread, which owns it from then on
     * @param ahead whether every event goes there before it is sent; if not, only what finds no room in the ring, and what
     *     is left at the end
     * @return this
     */
    public LaneBuilder spill(Supplier<SpillLog> log, boolean ahead) {
        spill = Objects.requireNonNull(log, "log");
        writeAhead = ahead;
        return this;
    }

    /**
     * Makes it a lane that takes no events, sends what an earlier process has left on disk, and ends when all of that is
     * settled. When it is closed before, the rest stays.
     *
     * @param leftBehind what to send
     * @param thread the name of its thread, without what all of ours begin with
     * @param whenEnded told on that thread, behind the end
     * @return this
     */
    public LaneBuilder replay(SpillLog leftBehind, String thread, Consumer<LaneReport> whenEnded) {
        spill = () -> leftBehind;
        replay = true;
        threadName = Objects.requireNonNull(thread, "thread");
        ended = Objects.requireNonNull(whenEnded, "whenEnded");
        return this;
    }

    /** The old end of the queue. */
    OldEnd disk() {
        OldEnd given = disk;
        if (given != null) {
            return given;
        }
        Supplier<SpillLog> log = spill;
        if (log == null) {
            return OldEnd.NONE;
        }
        return replay ? new SpillEnd(log.get(), metrics) : new SpillEnd(log, metrics);
    }

    /**
     * Sets the monotonic clock.
     *
     * @param value nanoseconds on the scale of {@link System#nanoTime}, which is the default
     * @return this
     */
    public LaneBuilder nanoClock(LongSupplier value) {
        nanoClock = Objects.requireNonNull(value, "nanoClock");
        return this;
    }

    /**
     * Sets what the drain thread does about once a second besides, such as recalibrating the wall clock of the events.
     *
     * @param value what to do; quick
     * @return this
     */
    public LaneBuilder everySecond(Runnable value) {
        everySecond = Objects.requireNonNull(value, "everySecond");
        return this;
    }

    /**
     * Sets what rows get besides what their event carries.
     *
     * @param value asked on the house thread whenever a schema has arrived, so it may take its time
     * @return this
     */
    public LaneBuilder extras(Supplier<RowExtras> value) {
        extras = Objects.requireNonNull(value, "extras");
        return this;
    }

    /**
     * Makes the lane and starts its drain thread. Nothing goes to the network before the first event.
     *
     * @return the lane, open
     */
    public Lane start() {
        Lane lane = build(compiler());
        lane.start();
        return lane;
    }

    /**
     * Makes the lane; its drain thread starts with the first event that it is offered.
     *
     * @return the lane, open
     */
    public Lane open() {
        Lane lane = build(compiler());
        lane.sleep();
        return lane;
    }

    private PlanCompiler compiler() {
        return new PlanCompiler(name, identity, extras, metrics, status);
    }

    /** Makes the lane without its thread. */
    Lane build(Function<TableSchema, RowEncoder> compiler) {
        return new Lane(new LaneParts(this, compiler));
    }
}
