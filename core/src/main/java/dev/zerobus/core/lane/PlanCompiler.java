// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.row.RowExtras;
import dev.zerobus.core.row.RowFacts;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Compiles a schema, and says once what of the configuration does not fit it: such a mapping costs the column that it names,
 * and not the lane. Owned by the house thread.
 */
final class PlanCompiler implements Function<TableSchema, RowEncoder> {

    private final String lane;
    private final RowIdentity identity;
    private final Supplier<RowExtras> extras;
    private final LaneMetrics metrics;
    private final StatusChannel status;
    private List<String> said = List.of();

    PlanCompiler(
            String lane, RowIdentity identity, Supplier<RowExtras> extras, LaneMetrics metrics, StatusChannel status) {
        this.lane = lane;
        this.identity = identity;
        this.extras = extras;
        this.metrics = metrics;
        this.status = status;
    }

    @Override
    public RowEncoder apply(TableSchema schema) {
        RowExtras found = extras.get();
        PlanEncoder encoder = new PlanEncoder(schema, identity, found, metrics);
        List<String> notes = new ArrayList<>(encoder.notes());
        if (!found.facts().leftOut().isEmpty()) {
            notes.add("of what is known about this process rows have at most " + RowFacts.MAX_FACTS
                    + " parts of at most "
                    + RowFacts.MAX_VALUE_BYTES + " bytes; left out are "
                    + found.facts().leftOut() + "; choose by zerobus.resource.exclude or zerobus.resource.labels");
        }
        if (!notes.equals(said)) {
            notes.forEach(note -> status.say(StatusChannel.Level.ERROR, "lane " + lane + ": " + note));
            said = notes;
        }
        return encoder;
    }
}
