// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import dev.zerobus.server.record.StreamSchema;
import dev.zerobus.server.wal.LogDescriptor;

/**
 * What was agreed when a stream was created. Immutable.
 *
 * @param schema checks and converts its records
 * @param json whether its records are JSON
 * @param descriptor what the log calls its rows
 * @param alterations how many alterations of its table had begun before
 */
record OpenStream(StreamSchema schema, boolean json, LogDescriptor descriptor, long alterations) {}
