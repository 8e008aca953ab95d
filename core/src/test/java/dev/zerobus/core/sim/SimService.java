// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.schema.SchemaException;
import dev.zerobus.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** The service: one table, its durable rows (in the {@link Ledger}), its streams, its crashes. */
final class SimService {

    final World world;
    final Weather weather;
    final Ledger ledger;
    final SimTokens tokens;
    /** Acknowledges what is not durable: a bug that a test plants. */
    final boolean lies;

    private final List<ServedStream> streams = new ArrayList<>();
    private SimTable table = SimTable.BASE;
    private boolean down;
    private long refusedAt = -1;

    SimService(World world, Weather weather, Ledger ledger, SimTokens tokens, boolean lies) {
        this.lies = lies;
        this.world = world;
        this.weather = weather;
        this.ledger = ledger;
        this.tokens = tokens;
    }

    boolean down() {
        return down;
    }

    SimTable table() {
        return table;
    }

    void opened(ServedStream stream) {
        streams.removeIf(ServedStream::over);
        streams.add(stream);
    }

    /** Dies with everything that is not durable yet, and comes back after a while. */
    void crash(long downNanos) {
        if (world.tracing) {
            world.trace("the service crashes");
        }
        down = true;
        streams.forEach(ServedStream::crashed);
        streams.clear();
        world.after(downNanos, () -> down = false);
    }

    /** The table gets other columns. Open streams of the old ones are treated as the dice say. */
    void alter(SimTable to) {
        if (to == table) {
            return;
        }
        if (world.tracing) {
            world.trace("the table is altered: " + to);
        }
        ledger.altered();
        table = to;
        List.copyOf(streams).forEach(ServedStream::tableAltered);
    }

    /** Everything is well from now on; streams that hang go on hanging: to leave them is the client's. */
    void repair() {
        down = false;
        tokens.repair();
        // somebody may have seen the widest one first, and waits for what it has lost
        alter(table == SimTable.BASE ? SimTable.BASE : SimTable.GAINED);
    }

    /** A client has heard of a refusal in mid-stream. */
    void refused() {
        refusedAt = world.elapsed();
    }

    boolean refusedLately() {
        return refusedAt >= 0 && world.elapsed() - refusedAt <= 61 * World.SECOND;
    }

    TableSchema schema() throws SchemaException {
        if (weather.brings(Fault.SCHEMA_FAILS)) {
            boolean retriable = !world.oneIn(5);
            throw new SchemaException(retriable, "the catalog answered " + (retriable ? 503 : 403), "wait", null);
        }
        return table.schema();
    }
}
