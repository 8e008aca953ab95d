// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import dev.zerobus.schema.TableName;
import org.jspecify.annotations.Nullable;

/**
 * How one table fares.
 *
 * @param table the table
 * @param version its newest Delta version written from here, -1 before the first
 * @param rows rows committed since this process started
 * @param commits commits since this process started
 * @param position the log position up to which its rows are in it
 * @param failures tries that failed in a row; 0 when all rows so far are in the table
 * @param failure what the last of them said, or what failed beside a commit that stands, such as a checkpoint; null when all is
 *     well
 */
public record TableStatus(
        TableName table,
        long version,
        long rows,
        long commits,
        long position,
        int failures,
        @Nullable String failure) {}
