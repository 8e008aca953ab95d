// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.row.PlanReport;
import dev.zerobus.core.row.RowBuffer;
import dev.zerobus.core.row.RowExtras;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.row.RowOutcome;
import dev.zerobus.core.row.RowPlan;
import dev.zerobus.core.row.UnknownFields;
import dev.zerobus.schema.TableSchema;
import java.util.List;

/** Makes rows by a {@link RowPlan}. Compiled on the house thread, then owned by the drain thread. */
final class PlanEncoder implements RowEncoder {

    private final RowPlan plan;
    private final byte[] descriptorProto;
    private final RowIdentity identity;
    private final LaneMetrics metrics;
    private UnknownFields listener = UnknownFields.IGNORED;
    private long unknownFields;
    private boolean onTrial;

    PlanEncoder(TableSchema schema, RowIdentity identity, RowExtras extras, LaneMetrics metrics) {
        this.plan = RowPlan.compile(schema, RowPlan.DEFAULT_MAX_ROW_BYTES, this::unknownField, extras);
        this.descriptorProto = plan.descriptorProto();
        this.identity = identity;
        this.metrics = metrics;
    }

    /** What of the configuration does not fit the table. */
    List<String> notes() {
        return plan.report().notes();
    }

    @Override
    public TableSchema schema() {
        return plan.schema();
    }

    @Override
    public PlanReport report() {
        return plan.report();
    }

    @Override
    public byte[] descriptorProto() {
        return descriptorProto;
    }

    @Override
    public void listen(UnknownFields to) {
        listener = to;
    }

    @Override
    public long strayFields() {
        return unknownFields + plan.caughtFields();
    }

    @Override
    public RowOutcome encode(byte[] event, int offset, int length, long seq, RowBuffer out) {
        return plan.encode(event, offset, length, identity, seq, out);
    }

    @Override
    public boolean fits(byte[] event, int offset, int length, long seq) {
        onTrial = true;
        try {
            return plan.encode(event, offset, length, identity, seq, new RowBuffer(length))
                    .written();
        } finally {
            onTrial = false;
        }
    }

    private void unknownField(String name) {
        if (!onTrial) {
            unknownFields++;
            metrics.unknownField(name);
            listener.unknownField(name);
        }
    }
}
