// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.testing;

import com.google.protobuf.ByteString;
import dev.zerobus.proto.wire.CreateIngestStreamRequest;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import io.grpc.Status;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What {@link ScriptedZerobus} does on one stream. Each method is called on a server thread and says through the exchange what
 * the client hears; what is not overridden behaves like a good server that acknowledges each batch at once.
 */
public interface StreamScript {

    /** The call is here; the response headers were sent. */
    default void onStart(ScriptedExchange exchange) {}

    default void onCreate(ScriptedExchange exchange, CreateIngestStreamRequest request) {
        exchange.created();
    }

    default void onBatch(ScriptedExchange exchange, IngestRecordBatchRequest batch) {
        exchange.ack(batch.getOffsetId());
    }

    /** Acknowledges everything at once. */
    static StreamScript good() {
        return new StreamScript() {};
    }

    /** Creates the stream and never acknowledges anything. */
    static StreamScript silent() {
        return onBatches((exchange, batch) -> {});
    }

    /** Acknowledges batches below an offset; at it, ends the call with a status. */
    static StreamScript failAt(long offset, Status status) {
        return onBatches((exchange, batch) -> {
            if (batch.getOffsetId() == offset) {
                exchange.fail(status);
            } else if (batch.getOffsetId() < offset) {
                exchange.ack(batch.getOffsetId());
            }
        });
    }

    /** Refuses to create the stream. */
    static StreamScript failCreate(Status status) {
        return new StreamScript() {
            @Override
            public void onCreate(ScriptedExchange exchange, CreateIngestStreamRequest request) {
                exchange.fail(status);
            }
        };
    }

    /** Ends the call with OK before the stream is created, as some edges do with a wrong token. */
    static StreamScript endBeforeCreate() {
        return new StreamScript() {
            @Override
            public void onCreate(ScriptedExchange exchange, CreateIngestStreamRequest request) {
                exchange.end();
            }
        };
    }

    /** Takes create_stream and says nothing. */
    static StreamScript neverCreate() {
        return new StreamScript() {
            @Override
            public void onCreate(ScriptedExchange exchange, CreateIngestStreamRequest request) {}
        };
    }

    /** Creates the stream and breaks it at once. */
    static StreamScript createThenBreak() {
        return new StreamScript() {
            @Override
            public void onCreate(ScriptedExchange exchange, CreateIngestStreamRequest request) {
                exchange.created();
                exchange.fail(Status.UNAVAILABLE.withDescription("broken at once"));
            }
        };
    }

    /** Sends a close signal at an offset and acknowledges only what came before it; null: a signal without a duration. */
    static StreamScript closeSignalAt(long offset, Duration duration) {
        return onBatches((exchange, batch) -> {
            if (batch.getOffsetId() == offset) {
                exchange.closeSignal(duration);
            } else if (batch.getOffsetId() < offset) {
                exchange.ack(batch.getOffsetId());
            }
        });
    }

    /** Refuses every batch that holds a record of which the test says that it is bad; acknowledges the others. */
    static StreamScript reject(Predicate<ByteString> bad, String text) {
        return onBatches((exchange, batch) -> {
            if (batch.getProtoEncodedBatch().getRecordsList().stream().anyMatch(bad)) {
                exchange.fail(Status.INVALID_ARGUMENT.withDescription(text));
            } else {
                exchange.ack(batch.getOffsetId());
            }
        });
    }

    /** Acknowledges each batch, on the server's thread, after a time. */
    static StreamScript slow(Duration delay) {
        return onBatches((exchange, batch) -> exchange.later(delay, () -> exchange.ack(batch.getOffsetId())));
    }

    /** What is done with a batch. */
    interface BatchScript {
        void onBatch(ScriptedExchange exchange, IngestRecordBatchRequest batch);
    }

    static StreamScript onBatches(BatchScript script) {
        return new StreamScript() {
            @Override
            public void onBatch(ScriptedExchange exchange, IngestRecordBatchRequest batch) {
                script.onBatch(exchange, batch);
            }
        };
    }
}
