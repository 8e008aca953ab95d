// SPDX-License-Identifier: Apache-2.0
/**
 * The gRPC service: streams of records come in, are checked against their table, go to the write-ahead log, and are
 * acknowledged when they are on disk.
 *
 * <pre>
 *   gRPC threads (one at a time for a stream)      zerobus-wal               whoever stops the server
 *   -----------------------------------------      -----------               ------------------------
 *   IngestCall: create_stream, records
 *     StreamOpening  who, which table, descriptor
 *     RecordReader   offset, kind, size, columns
 *          |  append
 *          +--------------- Wal ----------------&gt;  durable(offset)           signalClose, drain
 *          |  whenRoom: read on                          |                        |
 *          +----------&gt;  StreamSender (locked): created, acks, close signal, status  &lt;---+
 * </pre>
 *
 * <p>Nothing here blocks. A stream reads one request at a time and reads no further while the log's queue is full, so that
 * HTTP/2 flow control reaches the client. Acknowledgements are cumulative: one per commit and stream at most, and none pile up
 * for a client that does not read.
 *
 * <p>Entry type: {@link dev.zerobus.server.ingest.IngestService}. Nothing is null unless it says so.
 */
@NullMarked
package dev.zerobus.server.ingest;

import org.jspecify.annotations.NullMarked;
