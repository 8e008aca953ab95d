// SPDX-License-Identifier: Apache-2.0
/**
 * Protobuf rows straight into Parquet columns: no message, no row and no batch of vectors in between.
 *
 * <pre>
 *   row bytes --scan: where is each field?--> offsets --emit, column by column, with levels--> ColumnWriters --> pages
 * </pre>
 *
 * <p>Entry types: {@link dev.zerobus.server.delta.parquet.RowDecoder} (one per table and client descriptor) and
 * {@link dev.zerobus.server.delta.parquet.DataFile}. Owned by the materialiser's thread.
 */
@NullMarked
package dev.zerobus.server.delta.parquet;

import org.jspecify.annotations.NullMarked;
