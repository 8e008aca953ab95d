// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import com.google.protobuf.ByteString;
import dev.zerobus.proto.wire.EphemeralStreamRequest;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.wal.CommitListener;
import dev.zerobus.server.wal.Wal;
import dev.zerobus.server.wal.WalFailedException;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call: first {@code create_stream}, then records, then the end.
 *
 * <pre>
 *    ADMITTED --create_stream--&gt; OPEN --half-close, refusal, drain--&gt; ENDING (no more records; remaining acks, then status)
 * </pre>
 *
 * <p>gRPC calls it on one thread at a time; the log and whoever stops the server call from theirs. The lock is this object's.
 */
final class IngestCall extends ServerCall.Listener<Inbound> implements CommitListener {

    private final TableName admitted;
    private final StreamOpening opening;
    private final Wal wal;
    private final IngestLimits limits;
    private final IngestCounters counters;
    private final StreamSender sender;
    private final Consumer<IngestCall> over;

    // under this object's lock
    private @Nullable OpenStream stream;
    private @Nullable RecordReader reader;
    private boolean ending;

    IngestCall(
            TableName admitted,
            StreamOpening opening,
            Wal wal,
            IngestLimits limits,
            IngestCounters counters,
            StreamSender sender,
            Consumer<IngestCall> over) {
        this.admitted = admitted;
        this.opening = opening;
        this.wal = wal;
        this.limits = limits;
        this.counters = counters;
        this.sender = sender;
        this.over = over;
    }

    @Override
    public void onMessage(Inbound message) {
        synchronized (this) {
            if (ending) {
                return;
            }
            try {
                EphemeralStreamRequest request = message.request();
                if (request == null) {
                    throw Refusal.invalid(message.problem());
                }
                take(request);
            } catch (Refusal refusal) {
                (reader == null ? counters.streamsRefused : counters.requestsRefused).increment();
                end(refusal.status(), refusal.trailers());
                return;
            }
        }
        wal.whenRoom(sender::readOn);
    }

    private void take(EphemeralStreamRequest request) throws Refusal {
        if (reader == null || stream == null) {
            if (!request.hasCreateStream()) {
                throw Refusal.invalid(
                        "the first message of a stream must be create_stream, got " + request.getPayloadCase());
            }
            stream = opening.open(admitted, request.getCreateStream());
            reader = new RecordReader(stream, limits.maxRecordBytes());
            counters.streamsOpened.increment();
            sender.created(UUID.randomUUID().toString());
            return;
        }
        long offset = reader.nextOffset();
        List<ByteString> rows = reader.read(request);
        counters.requests.increment();
        counters.records.add(rows.size());
        counters.recordBytes.add(bytes(rows));
        wal.append(stream.descriptor(), rows, this, offset);
    }

    private static long bytes(List<ByteString> rows) {
        long bytes = 0;
        for (ByteString row : rows) {
            bytes += row.size();
        }
        return bytes;
    }

    @Override
    public synchronized void onHalfClose() {
        end(Status.OK, new Metadata());
    }

    @Override
    public void onReady() {
        sender.ready();
    }

    @Override
    public void onCancel() {
        synchronized (this) {
            ending = true;
        }
        sender.gone();
        over.accept(this);
    }

    @Override
    public void onComplete() {
        sender.gone();
        over.accept(this);
    }

    @Override
    public void durable(long ticket) {
        sender.durable(ticket);
    }

    @Override
    public void failed(WalFailedException failure) {
        sender.endNow(Status.UNAVAILABLE.withDescription(failure.getMessage()));
    }

    /** Tells the client that the stream will be closed. */
    synchronized void signalClose(Duration duration) {
        if (reader != null && !ending) {
            sender.signalClose(duration);
        }
    }

    /** Takes no more records, sends the remaining acknowledgements, and ends the stream well. */
    synchronized void drain() {
        end(reader == null ? IngestService.STOPPING : Status.OK, new Metadata());
    }

    private void end(Status status, Metadata trailers) {
        if (!ending) {
            ending = true;
            sender.endAfter(reader == null ? -1 : reader.nextOffset() - 1, status, trailers);
        }
    }
}
