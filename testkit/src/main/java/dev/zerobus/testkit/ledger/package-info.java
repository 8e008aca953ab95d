// SPDX-License-Identifier: Apache-2.0
/**
 * Whether anything was lost: an application under test writes down what it is about to emit and what came of the call, and a
 * checker compares that with the client's books, its dead letters, and the rows in the table as somebody else reads them.
 *
 * <pre>
 *   application (may be killed)            test, afterwards
 *   ---------------------------            ----------------
 *   LedgerWriter --&gt; DIR/worker-a   ---&gt;  LedgerCheck  &lt;--- Delta table (DuckDB)
 *                    DIR/worker-b              ^  ^
 *   client -------&gt; books ---------------------+  +------- dead letters (JSON lines)
 *                                               |
 *                                               v
 *                                            Verdict: violations of I1 to I7 by name, with examples
 * </pre>
 *
 * <p>The invariants: I1 every event that was accepted is in the table at least once, or in the dead letters, or counted as
 * dropped, and nothing else is; I2 first occurrences are in order, by producer and by worker; I3 no fault, no duplicate, and
 * never more of them than could be in flight; I4 memory within its budget; I5 the caller within its policy; I6 no exception
 * reaches the application; I7 it always starts again.
 *
 * <p>Entry types: {@link dev.zerobus.testkit.ledger.LedgerWriter} in the application, {@link
 * dev.zerobus.testkit.ledger.LedgerCheck} in the test, and {@link dev.zerobus.testkit.ledger.LedgerProcess}, an application ready to
 * be started; each owned by one thread. Nothing is null unless it says so.
 */
@NullMarked
package dev.zerobus.testkit.ledger;

import org.jspecify.annotations.NullMarked;
