// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import com.google.protobuf.ByteString;
import dev.zerobus.proto.wire.EphemeralStreamRequest;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.fault.FaultPlace;
import dev.zerobus.server.fault.FaultTerms;
import dev.zerobus.server.fault.InjectedFault;
import dev.zerobus.server.record.SchemaMismatch;
import dev.zerobus.server.record.StreamSchema;
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
    private final StreamFaults faults;
    private final Consumer<IngestCall> over;

    /** How a fault gets at this stream. */
    private final StreamFaults.Victim victim = new StreamFaults.Victim() {
        @Override
        public void end(FaultTerms how) {
            if (how.isAbrupt()) {
                sender.endNow(how.status());
                stopTaking();
            } else {
                IngestCall.this.end(how.status());
            }
        }

        @Override
        public void signalClose(FaultTerms how) {
            sender.signalClose(how.time());
        }
    };

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
            StreamFaults faults,
            Consumer<IngestCall> over) {
        this.admitted = admitted;
        this.opening = opening;
        this.wal = wal;
        this.limits = limits;
        this.counters = counters;
        this.sender = sender;
        this.faults = faults;
        this.over = over;
    }

    /** Clients wait for the headers before they send {@code create_stream}; gRPC would send them with the first response. */
    void begin() {
        faults.at(FaultPlace.CALL, -1, victim, () -> {
            sender.headers();
            sender.readOn();
        });
    }

    @Override
    public void onMessage(Inbound message) {
        EphemeralStreamRequest request = message.request();
        RecordReader records;
        OpenStream open;
        synchronized (this) {
            records = reader;
            open = stream;
        }
        if (faults.quiet() || request == null || records == null || open == null) {
            handle(message);
        } else {
            faults.atRequest(records.nextOffset(), new Records(request, open), victim, () -> handle(message));
        }
    }

    private void handle(Inbound message) {
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
            OpenStream opened = opening.open(admitted, request.getCreateStream());
            String id = UUID.randomUUID().toString();
            faults.named(id);
            faults.at(FaultPlace.OPEN, -1, victim, () -> created(opened, id));
            return;
        }
        long offset = reader.nextOffset();
        List<ByteString> rows = reader.read(request);
        counters.requests.increment();
        counters.records.add(rows.size());
        counters.recordBytes.add(bytes(rows));
        wal.append(stream.descriptor(), rows, this, offset);
    }

    private synchronized void created(OpenStream opened, String id) {
        if (ending || reader != null) {
            return;
        }
        if (opening.isOutdated(admitted, opened)) {
            Refusal refusal = StreamOpening.beingAltered(admitted);
            counters.streamsRefused.increment();
            end(refusal.status(), refusal.trailers());
            return;
        }
        stream = opened;
        reader = new RecordReader(opened, limits.maxRecordBytes());
        counters.streamsOpened.increment();
        sender.created(id);
        faults.at(FaultPlace.OPENED, -1, victim, () -> {});
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

    private synchronized void stopTaking() {
        ending = true;
    }

    private synchronized void end(Status status) {
        end(status, new Metadata());
    }

    /** Does a fault of {@link FaultPlace#NOW}, if this stream is open and of its table. */
    void suffer(InjectedFault fault) {
        boolean open;
        synchronized (this) {
            open = reader != null && !ending;
        }
        if (open && fault.terms().isOf(faults.table())) {
            faults.tools().board().happened(fault, faults.sighting(FaultPlace.NOW, -1));
            faults.perform(fault, victim, () -> {});
        }
    }

    /** Ends the stream if its rows would not fit its table any more. Returns whether it ends. */
    synchronized boolean refit(TableSchema table) {
        OpenStream open = stream;
        if (open == null || !admitted.fullName().equalsIgnoreCase(table.name().fullName())) {
            return false;
        }
        try {
            StreamSchema.negotiate(table, open.schema().descriptor());
            return false;
        } catch (SchemaMismatch e) {
            Refusal refusal = Refusal.of(e);
            end(refusal.status(), refusal.trailers());
            return true;
        }
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
