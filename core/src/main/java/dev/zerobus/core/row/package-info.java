// SPDX-License-Identifier: Apache-2.0
/**
 * Turns events into rows, late: the bytes of an event become the protobuf bytes of one row, by a plan compiled from the
 * table's schema of that moment.
 *
 * <pre>
 *   TableSchema --compile--&gt; RowPlan
 *                              |
 *   event bytes (ring) --------+--&gt; EventScan: which value goes to which column, last one wins
 *                              |
 *                              +--&gt; ColumnWriter per column: converts where nothing is lost
 *                              |
 *                              v
 *                          RowBuffer: entries of a ProtoEncodedRecordBatch
 * </pre>
 *
 * <p>Entry type: {@link dev.zerobus.core.row.RowPlan}. Thread rule: a plan and its buffer are owned by one thread, the
 * drain of their lane; compiling may happen elsewhere if the plan is handed over safely. Nothing here throws on odd
 * events, and nothing is allocated for an event that fits.
 */
@NullMarked
package dev.zerobus.core.row;

import org.jspecify.annotations.NullMarked;
