// SPDX-License-Identifier: Apache-2.0
/**
 * From the write-ahead log into Delta tables, and out of them again.
 *
 * <pre>
 *   DurableLog --read--> zerobus-materialiser --one commit per table and tick--> _delta_log, *.parquet
 *       ^                        |                                                    |
 *       +------- release --------+                                 TableReader, any Delta reader
 * </pre>
 *
 * <p>Entry types: {@link dev.zerobus.server.delta.Materialiser}, whose thread {@code zerobus-materialiser} owns everything that
 * writes, and {@link dev.zerobus.server.delta.TableReader}, which shares nothing with it.
 */
@NullMarked
package dev.zerobus.server.delta;

import org.jspecify.annotations.NullMarked;
