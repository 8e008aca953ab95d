// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.row.PlanReport;
import dev.zerobus.core.row.RowBuffer;
import dev.zerobus.core.row.RowOutcome;
import dev.zerobus.core.row.UnknownFields;
import dev.zerobus.schema.TableSchema;

/** An encoder with another one inside, for tests that do something around it. */
class WrappedEncoder implements RowEncoder {

    private final RowEncoder rows;

    WrappedEncoder(RowEncoder rows) {
        this.rows = rows;
    }

    @Override
    public TableSchema schema() {
        return rows.schema();
    }

    @Override
    public PlanReport report() {
        return rows.report();
    }

    @Override
    public byte[] descriptorProto() {
        return rows.descriptorProto();
    }

    @Override
    public void listen(UnknownFields listener) {
        rows.listen(listener);
    }

    @Override
    public long strayFields() {
        return rows.strayFields();
    }

    @Override
    public RowOutcome encode(byte[] event, int offset, int length, long seq, RowBuffer out) {
        return rows.encode(event, offset, length, seq, out);
    }

    @Override
    public boolean fits(byte[] event, int offset, int length, long seq) {
        return rows.fits(event, offset, length, seq);
    }
}
