// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import dev.zerobus.proto.wire.EphemeralStreamResponse;
import dev.zerobus.proto.wire.ZerobusGrpc;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.auth.AccessControl;
import dev.zerobus.server.fault.Connections;
import dev.zerobus.server.fault.FaultBoard;
import dev.zerobus.server.fault.InjectedFault;
import dev.zerobus.server.wal.Wal;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The service {@code databricks.zerobus.Zerobus}. Safe from any thread. */
public final class IngestService implements BindableService {

    static final Status STOPPING =
            Status.UNAVAILABLE.withDescription("the server is stopping: connect again when it is back");

    private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final StreamOpening opening;
    private final Wal wal;
    private final IngestLimits limits;
    private final FaultTools faults;
    private final IngestCounters counters = new IngestCounters();
    private final Set<IngestCall> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * Creates the service.
     *
     * @param access who may write where
     * @param tables the tables
     * @param wal where records become durable
     * @param limits how large things may be
     */
    public IngestService(AccessControl access, TableSource tables, Wal wal, IngestLimits limits) {
        this(access, tables, wal, limits, new FaultBoard(), Connections.NONE);
    }

    /**
     * Creates the service.
     *
     * @param access who may write where
     * @param tables the tables
     * @param wal where records become durable
     * @param limits how large things may be
     * @param board what goes wrong on purpose
     * @param connections where connections are broken on purpose
     */
    public IngestService(
            AccessControl access,
            TableSource tables,
            Wal wal,
            IngestLimits limits,
            FaultBoard board,
            Connections connections) {
        this.faults = new FaultTools(board, connections);
        this.opening = new StreamOpening(access, tables, wal);
        this.wal = wal;
        this.limits = limits;
        // streams that have nothing in the log must not go on waiting for acknowledgements that can not come
        wal.whenFailed(why -> calls.forEach(call -> call.failed(why)));
    }

    @Override
    public ServerServiceDefinition bindService() {
        MethodDescriptor<Inbound, EphemeralStreamResponse> method = ZerobusGrpc.getEphemeralStreamMethod().toBuilder(
                        new InboundMarshaller(limits.maxMessageBytes()),
                        ZerobusGrpc.getEphemeralStreamMethod().getResponseMarshaller())
                .build();
        ServiceDescriptor service = ServiceDescriptor.newBuilder(ZerobusGrpc.SERVICE_NAME)
                .addMethod(method)
                .build();
        return ServerServiceDefinition.builder(service)
                .addMethod(method, this::start)
                .build();
    }

    private ServerCall.Listener<Inbound> start(ServerCall<Inbound, EphemeralStreamResponse> call, Metadata headers) {
        try {
            if (stopping) {
                throw Refusal.of(STOPPING.getCode(), String.valueOf(STOPPING.getDescription()));
            }
            if (wal.failure() != null) {
                throw Refusal.of(
                        Status.Code.UNAVAILABLE, String.valueOf(wal.failure().getMessage()));
            }
            TableName table = opening.admit(headers);
            StreamFaults ofCall = new StreamFaults(faults, table, call);
            StreamSender sender = new StreamSender(call, ofCall);
            IngestCall started = new IngestCall(table, opening, wal, limits, counters, sender, ofCall, calls::remove);
            calls.add(started);
            started.begin();
            if (stopping) {
                started.drain();
            }
            return started;
        } catch (Refusal refusal) {
            counters.streamsRefused.increment();
            call.close(refusal.status(), refusal.trailers());
            return new ServerCall.Listener<>() {};
        }
    }

    /**
     * Tells all clients that their streams will be closed, so that they open others.
     *
     * @param duration how long from now
     */
    public void signalClose(Duration duration) {
        calls.forEach(call -> call.signalClose(duration));
    }

    /**
     * Does a fault to all open streams of its table.
     *
     * @param fault one of {@link dev.zerobus.server.fault.FaultPlace#NOW}
     */
    public void suffer(InjectedFault fault) {
        calls.forEach(call -> call.suffer(fault));
    }

    /**
     * Has a table altered: no stream to it is opened meanwhile, and those whose rows would not fit any more end before, with
     * {@code SCHEMA_VALIDATION_FAILED} and the acknowledgements of what they had sent.
     *
     * @param table its new columns
     * @param alteration alters it
     */
    public void altering(TableSchema table, Runnable alteration) {
        opening.closedDuring(table.name(), () -> {
            List<IngestCall> ended =
                    calls.stream().filter(call -> call.refit(table)).toList();
            long deadline = System.nanoTime() + ENDING_NANOS;
            // the status comes behind the last acknowledgement, so what they had is in the log then
            while (ended.stream().anyMatch(calls::contains) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            alteration.run();
        });
    }

    /** Takes no new streams from now on. */
    public void stop() {
        stopping = true;
    }

    /** Takes no more records: every stream gets its remaining acknowledgements and ends. Returns at once. */
    public void drain() {
        stopping = true;
        calls.forEach(IngestCall::drain);
    }

    /**
     * Returns how large a message the transport must let through.
     *
     * @return bytes
     */
    public int transportBytes() {
        return limits.transportBytes();
    }

    /**
     * Tells how many streams there are.
     *
     * @return calls that have not ended
     */
    public int streams() {
        return calls.size();
    }

    /**
     * Returns what came in.
     *
     * @return the numbers of this moment
     */
    public IngestStats stats() {
        return counters.snapshot(calls.size());
    }
}
