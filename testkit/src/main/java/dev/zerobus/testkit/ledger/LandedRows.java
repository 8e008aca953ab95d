// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.ledger;

import dev.zerobus.testkit.DuckTable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is in the table, read by DuckDB. Owned by one thread. */
final class LandedRows implements AutoCloseable {

    private static final String FIRSTS = "WITH firsts AS (SELECT producer_id, seq, any_value(worker) AS worker,"
            + " any_value(n) AS n, min({'f': file_number, 'r': file_row_number}) AS place FROM t GROUP BY ALL),"
            + " steps AS (SELECT *, %s - lag(%s) OVER (%s) AS step FROM firsts)"
            + " SELECT 'worker ' || worker || ' number ' || n || ' seq ' || seq FROM steps WHERE step <= 0";

    private final DuckTable table;

    LandedRows(Path location) throws IOException, SQLException {
        table = DuckTable.open(location);
    }

    long rows() throws SQLException {
        return table.number("SELECT count(*) FROM t");
    }

    long identities() throws SQLException {
        return table.number("SELECT count(*) FROM (SELECT DISTINCT producer_id, seq FROM t)");
    }

    Map<String, BitSet> events() throws SQLException {
        Map<String, BitSet> events = new TreeMap<>();
        try (ResultSet rows = table.query("SELECT DISTINCT worker, n FROM t")) {
            while (rows.next()) {
                events.computeIfAbsent(rows.getString(1), worker -> new BitSet())
                        .set(rows.getInt(2));
            }
        }
        return events;
    }

    /** Numbers by producer. */
    Map<String, BitSet> seqs() throws SQLException {
        Map<String, BitSet> seqs = new TreeMap<>();
        try (ResultSet rows = table.query("SELECT DISTINCT producer_id, seq FROM t")) {
            while (rows.next()) {
                seqs.computeIfAbsent(rows.getString(1), producer -> new BitSet())
                        .set(rows.getInt(2));
            }
        }
        return seqs;
    }

    List<String> outOfSeqOrder() throws SQLException {
        return texts(String.format(FIRSTS, "seq", "seq", "PARTITION BY producer_id ORDER BY place"));
    }

    List<String> outOfWorkerOrder() throws SQLException {
        return texts(String.format(FIRSTS, "n", "n", "PARTITION BY producer_id, worker ORDER BY place"));
    }

    List<String> resentAsSomethingElse() throws SQLException {
        return texts("SELECT producer_id || ':' || seq FROM t GROUP BY producer_id, seq"
                + " HAVING count(DISTINCT (worker, n, payload)) > 1");
    }

    List<String> underTwoNames() throws SQLException {
        return texts("SELECT 'worker ' || worker || ' number ' || n FROM t GROUP BY worker, n"
                + " HAVING count(DISTINCT (producer_id, seq)) > 1");
    }

    List<String> withWrongPayload() throws SQLException {
        return texts("SELECT 'worker ' || worker || ' number ' || n FROM t WHERE payload IS DISTINCT FROM"
                + " 'payload of worker ' || worker || ' number ' || n");
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = table.query(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws SQLException {
        table.close();
    }
}
