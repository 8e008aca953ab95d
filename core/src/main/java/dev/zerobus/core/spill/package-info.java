// SPDX-License-Identifier: Apache-2.0
/**
 * The spill: where a lane's events wait on disk. Entry types: {@link dev.zerobus.core.spill.SpillDirectory} for a client,
 * {@link dev.zerobus.core.spill.SpillLog} for a lane.
 *
 * <pre>
 *   spill.dir/                        one for any number of processes
 *     slot-0192.../                   one process; its name has its producer id; whoever holds the lock of its file owns it
 *       lock
 *       lane-orders/
 *         lane                        the lane's name and its table, in text, twice
 *         checkpoint                  what is settled: two slots that take turns
 *         0000000000000001.seg ...    segments of 8 MiB, appended to, read in order, deleted as a whole
 *         quarantine/                 copies of what was found damaged, bounded
 * </pre>
 *
 * <p>A {@code SpillLog} belongs to the lane's drain thread, a {@code SpillDirectory} to the thread that starts and closes the
 * client; inspectors read from any process at any time. All file access goes through {@link
 * dev.zerobus.core.spill.SpillFiles}. Nothing is null unless marked so.
 */
@NullMarked
package dev.zerobus.core.spill;

import org.jspecify.annotations.NullMarked;
