// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import dev.zerobus.server.record.SchemaMismatch;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;

/** Ends a stream with a status and a message for the client. It says something about the request, so it has no stack trace. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** Status and details travel in headers, of which clients take 8 KiB by default. */
    private static final int MAX_MESSAGE_CHARS = 2_000;

    private final transient Status status;
    private final transient Metadata trailers;

    private Refusal(Status status, Metadata trailers) {
        super(status.getDescription(), null, false, false);
        this.status = status;
        this.trailers = trailers;
    }

    static Refusal of(Status.Code code, String message) {
        return new Refusal(code.toStatus().withDescription(bounded(message)), new Metadata());
    }

    static Refusal invalid(String message) {
        return of(Status.Code.INVALID_ARGUMENT, message);
    }

    /** A descriptor that does not fit, with the structured causes (PROTOCOL: errors, from the Zerobus public SDK). */
    static Refusal of(SchemaMismatch mismatch) {
        ErrorInfo info = ErrorInfo.newBuilder()
                .setReason(SchemaMismatch.REASON)
                .setDomain(SchemaMismatch.DOMAIN)
                .putMetadata("causes", mismatch.causesText())
                .putMetadata("error_code", SchemaMismatch.ERROR_CODE)
                .build();
        com.google.rpc.Status details = com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.INVALID_ARGUMENT.value())
                .setMessage(bounded(String.valueOf(mismatch.getMessage())))
                .addDetails(Any.pack(info))
                .build();
        Metadata trailers = StatusProto.toStatusRuntimeException(details).getTrailers();
        return new Refusal(
                Status.INVALID_ARGUMENT.withDescription(details.getMessage()),
                trailers == null ? new Metadata() : trailers);
    }

    private static String bounded(String message) {
        return message.length() <= MAX_MESSAGE_CHARS ? message : message.substring(0, MAX_MESSAGE_CHARS) + " ...";
    }

    Status status() {
        return status;
    }

    Metadata trailers() {
        return trailers;
    }
}
