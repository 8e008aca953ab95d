// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.schema.SchemaSource;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.stream.SessionFactory;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Everything that a lane is made of, as {@link LaneBuilder} has collected it. Immutable. */
final class LaneParts {

    private final String name;
    private final TableName table;
    private final LaneSettings settings;
    private final SchemaSettings schemaSettings;
    private final StreamLimits limits;
    private final SchemaSource schemaSource;
    private final Function<TableSchema, RowEncoder> compiler;
    private final SessionFactory sessions;
    private final Executor house;
    private final LaneMetrics metrics;
    private final StatusChannel status;
    private final SetAside setAside;
    private final OldEnd disk;
    private final boolean writeAhead;
    private final boolean replay;
    private final String threadName;
    private final Consumer<LaneReport> ended;
    private final LongSupplier nanoClock;
    private final Runnable everySecond;
    private final Random random;

    LaneParts(LaneBuilder from, Function<TableSchema, RowEncoder> compiler) {
        this.name = from.name;
        this.table = from.table;
        this.settings = from.settings;
        this.schemaSettings = from.schemaSettings;
        this.limits = from.limits;
        this.schemaSource = from.schemaSource;
        this.compiler = compiler;
        this.sessions = from.sessions;
        this.house = from.house;
        this.metrics = from.metrics;
        this.status = from.status;
        this.setAside = from.setAside;
        this.disk = from.disk();
        this.writeAhead = from.writeAhead;
        this.replay = from.replay;
        this.threadName = from.threadName;
        this.ended = from.ended;
        this.nanoClock = from.nanoClock;
        this.everySecond = from.everySecond;
        this.random = from.random.get();
    }

    String name() {
        return name;
    }

    TableName table() {
        return table;
    }

    LaneSettings settings() {
        return settings;
    }

    SchemaSettings schemaSettings() {
        return schemaSettings;
    }

    StreamLimits limits() {
        return limits;
    }

    SchemaSource schemaSource() {
        return schemaSource;
    }

    Function<TableSchema, RowEncoder> compiler() {
        return compiler;
    }

    SessionFactory sessions() {
        return sessions;
    }

    Executor house() {
        return house;
    }

    LaneMetrics metrics() {
        return metrics;
    }

    StatusChannel status() {
        return status;
    }

    SetAside setAside() {
        return setAside;
    }

    OldEnd disk() {
        return disk;
    }

    /** Whether everything goes to disk before it is sent. */
    boolean writeAhead() {
        return writeAhead;
    }

    /** Whether what an earlier process left on disk is sent, and nothing else. */
    boolean replay() {
        return replay;
    }

    /** How many streams the lane may have. What an earlier process has left goes by one. */
    int mostStreams() {
        return replay ? 1 : limits.streams();
    }

    /** The name of its thread, without what all of ours begin with. */
    String threadName() {
        return threadName;
    }

    /** Told on the drain thread when it has ended. */
    Consumer<LaneReport> ended() {
        return ended;
    }

    LongSupplier nanoClock() {
        return nanoClock;
    }

    Runnable everySecond() {
        return everySecond;
    }

    /** Draws delays. */
    Random random() {
        return random;
    }
}
