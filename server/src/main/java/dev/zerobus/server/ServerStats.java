// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.server.delta.TableStatus;
import dev.zerobus.server.ingest.IngestStats;
import dev.zerobus.server.wal.WalStats;
import java.util.List;

/**
 * What a server has done since it started. Immutable.
 *
 * @param ingest streams and records
 * @param wal the write-ahead log
 * @param durablePosition how far the log is on disk
 * @param materialisedPosition how far the tables have what is in the log
 * @param tables the tables that had rows since the start
 */
public record ServerStats(
        IngestStats ingest, WalStats wal, long durablePosition, long materialisedPosition, List<TableStatus> tables) {}
