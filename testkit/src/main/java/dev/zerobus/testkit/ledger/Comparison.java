// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One run of a check. Owned by one thread, used once. */
final class Comparison {

    private final LedgerCheck check;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, WorkerLedger> ledgers;
    private final List<DeadLetterLines.Letter> letters;

    Comparison(LedgerCheck check) throws IOException {
        this.check = check;
        ledgers = WorkerLedger.readAll(check.ledgers);
        letters = DeadLetterLines.read(check.deadLetters);
    }

    Verdict run() throws IOException, SQLException {
        try (LandedRows table = new LandedRows(check.table)) {
            Map<String, BitSet> landed = table.events();
            Map<String, BitSet> dead = deadByWorker();
            completeness(landed, dead);
            violation("I1", "rows whose payload is not that of their event", table.withWrongPayload());
            gaps(table.seqs());
            order(table);
            long duplicates = table.rows() - table.identities();
            duplicates(table, duplicates);
            conduct();
            books(landed);
            return new Verdict(
                    count(accepted()),
                    ledgers.values().stream()
                            .mapToLong(l -> l.durable.cardinality())
                            .sum(),
                    ledgers.values().stream()
                            .mapToLong(l -> l.refused.cardinality())
                            .sum(),
                    ledgers.values().stream()
                            .mapToLong(l -> l.unknown().cardinality())
                            .sum(),
                    table.rows(),
                    count(landed),
                    count(dead),
                    check.dropped,
                    duplicates,
                    violations);
        }
    }

    private Map<String, BitSet> accepted() {
        Map<String, BitSet> accepted = new TreeMap<>();
        ledgers.forEach((worker, ledger) -> accepted.put(worker, ledger.accepted));
        return accepted;
    }

    private static long count(Map<String, BitSet> events) {
        return events.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    private Map<String, BitSet> deadByWorker() {
        Map<String, BitSet> dead = new TreeMap<>();
        for (DeadLetterLines.Letter letter : letters) {
            if (!letter.worker().isEmpty() && letter.number() >= 0) {
                dead.computeIfAbsent(letter.worker(), worker -> new BitSet()).set((int) letter.number());
            }
        }
        return dead;
    }

    /** I1: accepted = landed + dead letters + dropped, exactly. */
    private void completeness(Map<String, BitSet> landed, Map<String, BitSet> dead) {
        List<String> missing = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        List<String> uninvited = new ArrayList<>();
        for (WorkerLedger ledger : ledgers.values()) {
            BitSet rows = landed.getOrDefault(ledger.worker, new BitSet());
            BitSet aside = dead.getOrDefault(ledger.worker, new BitSet());
            BitSet lost = (BitSet) (check.durableOnly ? ledger.durable : ledger.accepted).clone();
            lost.andNot(rows);
            lost.andNot(aside);
            names(ledger.worker, lost, missing);
            BitSet both = (BitSet) rows.clone();
            both.and(aside);
            names(ledger.worker, both, twice);
            BitSet strange = (BitSet) rows.clone();
            strange.or(aside);
            strange.andNot(ledger.accepted);
            strange.andNot(ledger.unknown());
            names(ledger.worker, strange, uninvited);
        }
        landed.keySet().stream()
                .filter(worker -> !ledgers.containsKey(String.valueOf(worker)))
                .forEach(worker -> uninvited.add("worker " + worker));
        if (missing.size() != check.dropped) {
            violation(
                    "I1",
                    "accepted events that are nowhere, and " + check.dropped + " counted as dropped",
                    missing,
                    true);
        }
        violation("I1", "events that have a row and a dead letter", twice);
        violation("I1", "rows or dead letters of events that were refused or never emitted", uninvited);
    }

    private static void names(String worker, BitSet numbers, List<String> to) {
        numbers.stream().forEach(number -> to.add("worker " + worker + " number " + number));
    }

    /** I1 again: a producer's numbers have no gaps. Those of a killed one may end early, and with drops nobody knows. */
    private void gaps(Map<String, BitSet> seqs) {
        if (check.dropped > 0 || check.durableOnly) {
            return;
        }
        letters.forEach(letter -> seqs.computeIfAbsent(letter.producer(), producer -> new BitSet())
                .set((int) Math.max(0, letter.seq())));
        List<String> gaps = new ArrayList<>();
        seqs.forEach((producer, numbers) -> {
            for (int gap = numbers.nextClearBit(0); gap < numbers.length(); gap = numbers.nextClearBit(gap + 1)) {
                gaps.add(producer + ":" + gap);
            }
        });
        violation("I1", "gaps in the numbers of a producer", gaps);
    }

    private void order(LandedRows table) throws SQLException {
        if (!check.orderOfWorkersOnly) {
            violation("I2", "first occurrences that are not in the order of seq", table.outOfSeqOrder());
        }
        violation("I2", "first occurrences that are not in the order of their worker", table.outOfWorkerOrder());
    }

    private void duplicates(LandedRows table, long duplicates) throws SQLException {
        if (duplicates > check.duplicatesAtMost) {
            violations.add(new Violation(
                    "I3",
                    duplicates + " rows are there once more; " + check.duplicatesAtMost + " could have been in flight",
                    List.of()));
        }
        violation("I3", "rows that are not the same when they come again", table.resentAsSomethingElse());
        violation("I3", "events that have two identities", table.underTwoNames());
    }

    private void conduct() {
        if (check.memoryBytes > check.memoryBudgetBytes) {
            violations.add(new Violation(
                    "I4", check.memoryBytes + " bytes of memory; the budget is " + check.memoryBudgetBytes, List.of()));
        }
        int starts = 0;
        List<String> thrown = new ArrayList<>();
        List<String> slow = new ArrayList<>();
        for (WorkerLedger ledger : ledgers.values()) {
            starts += ledger.starts;
            thrown.addAll(ledger.thrown);
            if (check.callerAtMost != null && ledger.slowestNanos > check.callerAtMost.toNanos()) {
                slow.add("worker " + ledger.worker + " number " + ledger.slowest + " took "
                        + TimeUnit.NANOSECONDS.toMillis(ledger.slowestNanos) + " ms");
            }
        }
        violation("I5", "workers with calls longer than " + check.callerAtMost, slow);
        violation("I6", "exceptions reached the application", thrown);
        if (starts < check.startsAtLeast) {
            violations.add(new Violation("I7", starts + " starts of " + check.startsAtLeast, List.of()));
        }
    }

    /** I1 by the client's own numbers. */
    private void books(Map<String, BitSet> landed) {
        long accepted = count(accepted());
        Books books = check.books;
        if (books != null) {
            if (!books.balances()) {
                violations.add(new Violation("I1", "the books do not balance: " + books, List.of()));
            }
            if (books.accepted() != accepted) {
                violations.add(new Violation(
                        "I1",
                        "the books have " + books.accepted() + " accepted events, the ledgers " + accepted,
                        List.of()));
            }
            long rows = count(landed);
            if (books.acked() > rows) {
                violations.add(new Violation(
                        "I1", "the books have " + books.acked() + " acknowledged rows, the table " + rows, List.of()));
            }
        }
        if (check.report != null && (check.report.remaining() > 0 || !check.report.finished())) {
            violations.add(
                    new Violation("I1", "something remained when the client was closed: " + check.report, List.of()));
        }
    }

    private void violation(String invariant, String what, List<String> found) {
        violation(invariant, what, found, !found.isEmpty());
    }

    private void violation(String invariant, String what, List<String> found, boolean wrong) {
        if (wrong) {
            List<String> examples = List.copyOf(found.subList(0, Math.min(found.size(), Violation.MAX_EXAMPLES)));
            violations.add(new Violation(invariant, found.size() + " " + what, examples));
        }
    }
}
