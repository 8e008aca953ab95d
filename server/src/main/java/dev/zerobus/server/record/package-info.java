// SPDX-License-Identifier: Apache-2.0
/**
 * What is checked before a record is acknowledged: that the client's message fits the table when a stream opens, and that
 * every record fits it afterwards; JSON records become protobuf here.
 *
 * <p>Entry type: {@link dev.zerobus.server.record.StreamSchema}. Everything that is public is immutable and safe from any
 * thread; the helpers that read one record live on the stack of the thread that checks it. Nothing is null unless it says
 * so.
 */
@NullMarked
package dev.zerobus.server.record;

import org.jspecify.annotations.NullMarked;
