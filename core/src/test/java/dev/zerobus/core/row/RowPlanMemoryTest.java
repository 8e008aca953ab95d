// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.FullHeap;
import dev.zerobus.proto.event.Event;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableSchema;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A plan whose event met the end of memory writes that event, and all others, when there is memory again. */
@Tag("long")
class RowPlanMemoryTest {

    private static final int STRAY_FIELDS = 24;
    private static final RowIdentity ID = Rows.ID;

    private final FullHeap heap = new FullHeap();
    private final byte[] event = event();
    private int failures;

    @Test
    void anEventIsARowOnceThereIsMemoryAgain() throws Exception {
        String said = FullHeap.run(RowPlanMemoryTest.class, "16m");
        assertThat(said).contains("no memory").doesNotContain("wrong");
    }

    public static void main(String[] args) {
        RowPlanMemoryTest test = new RowPlanMemoryTest();
        for (String columns : List.of("id BIGINT, attributes MAP<STRING, STRING>", "id BIGINT")) {
            TableSchema table = CreateTable.parse("CREATE TABLE a.b.c (" + columns + ")");
            for (int left = 0; left < 6_000; left += 240) {
                for (int slack : new int[] {0, StraightRow.SLACK_BYTES}) {
                    test.attempt(table, left, slack);
                }
            }
        }
        System.out.println("no memory " + test.failures + " times");
    }

    private static byte[] event() {
        Event.Builder all = Rows.event(Rows.number("id", 1)).toBuilder();
        for (int i = 0; i < STRAY_FIELDS; i++) {
            all.addFields(Rows.number("stray" + i, i));
        }
        return all.build().toByteArray();
    }

    private void attempt(TableSchema table, int left, int slack) {
        TreeSet<String> unknown = new TreeSet<>();
        RowPlan plan = RowPlan.compile(table, 5_000, unknown::add, RowExtras.NONE);
        byte[] longer = Arrays.copyOf(event, event.length + slack);
        RowBuffer out = new RowBuffer(4_096);
        heap.leave(left);
        boolean failed = false;
        try {
            plan.encode(longer, 0, event.length, ID, 7, out);
        } catch (OutOfMemoryError full) {
            failed = true;
        }
        heap.release();
        failures += failed ? 1 : 0;
        out.clear();
        unknown.clear();
        RowOutcome outcome = plan.encode(event, 0, event.length, ID, 7, out);
        boolean told = plan.caughtFields() > 0 || unknown.size() == STRAY_FIELDS;
        plan.encode(longer, 0, event.length, ID, 7, out);
        boolean straight = plan.straightRows() > 0 || slack == 0;
        if (!outcome.written() || !told || !straight) {
            System.out.println("wrong after " + left + " bytes were left: " + outcome + " " + unknown
                    + (straight ? "" : ", and never the straight way again"));
        }
    }
}
