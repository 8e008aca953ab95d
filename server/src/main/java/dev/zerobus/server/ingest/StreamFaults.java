// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import com.google.protobuf.ByteString;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.fault.FaultEffect;
import dev.zerobus.server.fault.FaultPlace;
import dev.zerobus.server.fault.FaultTerms;
import dev.zerobus.server.fault.InjectedFault;
import dev.zerobus.server.fault.Sighting;
import io.grpc.Grpc;
import io.grpc.ServerCall;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults of one stream: asks for them and does what they say. Safe from any thread. */
final class StreamFaults {

    private final FaultTools tools;
    private final TableName table;
    private final @Nullable SocketAddress client;
    private volatile String streamId = "";

    StreamFaults(FaultTools tools, TableName table, ServerCall<?, ?> call) {
        this.tools = tools;
        this.table = table;
        this.client = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    }

    /** What a stream does when a fault says so. */
    interface Victim {
        void end(FaultTerms how);

        void signalClose(FaultTerms how);
    }

    boolean quiet() {
        return tools.board().quiet();
    }

    TableName table() {
        return table;
    }

    void named(String id) {
        streamId = id;
    }

    Sighting sighting(FaultPlace place, long offset) {
        return Sighting.at(place, table, streamId, offset);
    }

    FaultTools tools() {
        return tools;
    }

    /** Lets happen what waits here, and goes on after it: at once, later, or never. */
    void at(FaultPlace place, long offset, Victim victim, Runnable goOn) {
        InjectedFault fault = quiet() ? null : tools.board().meet(sighting(place, offset));
        if (fault == null) {
            goOn.run();
        } else {
            perform(fault, victim, goOn);
        }
    }

    /** Lets happen what waits for a request or for one of its records. */
    void atRequest(long offset, Records records, Victim victim, Runnable goOn) {
        InjectedFault fault = tools.board().meet(sighting(FaultPlace.REQUEST, offset));
        List<ByteString> all = fault == null ? records.all() : List.of();
        for (int i = 0; fault == null && i < all.size(); i++) {
            fault = tools.board()
                    .meet(new Sighting(FaultPlace.RECORD, table, streamId, offset, records.content(all.get(i))));
        }
        if (fault == null) {
            goOn.run();
        } else {
            perform(fault, victim, goOn);
        }
    }

    void perform(InjectedFault fault, Victim victim, Runnable goOn) {
        FaultTerms terms = fault.terms();
        switch (fault.fault().effect()) {
            case STATUS -> victim.end(terms);
            case HANG -> fault.whenCleared(goOn);
            case DELAY -> tools.later(terms.time(), goOn);
            case CLOSE_SIGNAL -> {
                victim.signalClose(terms);
                goOn.run();
            }
            case GO_AWAY, FREEZE -> {
                connection(fault);
                goOn.run();
            }
            case RESET -> connection(fault);
            default -> throw new IllegalStateException("a stream can not do " + fault);
        }
    }

    /** Does to an acknowledgement what is not about its offset. */
    void connectionOrSignal(InjectedFault fault, StreamSender sender) {
        if (fault.fault().effect() == FaultEffect.CLOSE_SIGNAL) {
            sender.signalClose(fault.terms().time());
        } else {
            connection(fault);
        }
    }

    private void connection(InjectedFault fault) {
        if (client == null) {
            return;
        }
        switch (fault.fault().effect()) {
            case GO_AWAY -> tools.connections().goAway(client, fault.terms().time());
            case RESET -> tools.connections().reset(client);
            default -> fault.whenCleared(tools.connections().freeze(client));
        }
    }
}
