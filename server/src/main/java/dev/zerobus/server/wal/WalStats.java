// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

/**
 * What a log has done since it was opened. Immutable.
 *
 * @param commits batches that were forced to disk
 * @param entries entries in them
 * @param rows rows in them
 * @param bytes bytes written, with framing
 * @param queuedBytes bytes that wait for the disk now
 * @param segments files now
 * @param recoveredEntries entries that were found when the log was opened
 * @param tornBytes bytes of unfinished writes that were cut off when the log was opened
 * @param damagedRanges stretches that were damaged and are skipped; copies lie in the directory {@code quarantine}
 * @param damagedBytes bytes in them
 */
public record WalStats(
        long commits,
        long entries,
        long rows,
        long bytes,
        long queuedBytes,
        int segments,
        long recoveredEntries,
        long tornBytes,
        long damagedRanges,
        long damagedBytes) {}
