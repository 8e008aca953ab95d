// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.zerobus.schema.TableName;
import java.util.List;

/**
 * One acknowledged request: rows of one table. JSON records were turned into protobuf before they came here, so every row
 * is a protobuf message of the entry's descriptor, and has been found to fit the table.
 *
 * @param nextPosition the position behind this entry
 * @param table the table
 * @param descriptor the message that the rows are; the same instance for all entries with equal descriptors
 * @param rows the rows in order
 */
public record LogEntry(long nextPosition, TableName table, DescriptorProto descriptor, List<ByteString> rows) {}
