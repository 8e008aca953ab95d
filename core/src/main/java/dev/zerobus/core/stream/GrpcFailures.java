// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates the end of a gRPC call. */
final class GrpcFailures {

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final int MAX_TEXT_CHARS = 1_000;
    private static final int MAX_CAUSES = 50;

    private GrpcFailures() {}

    static StreamFailure of(Status status, @Nullable Metadata trailers) {
        return of(status, trailers, "");
    }

    /** The host stands beside what happened to a connection to it; empty if it is not known. */
    static StreamFailure of(Status status, @Nullable Metadata trailers, String host) {
        if (status.isOk()) {
            return StreamFailure.of(FailureCode.STREAM_ENDED, "the service ended the stream without an error");
        }
        StringBuilder text = new StringBuilder(status.getDescription() == null ? "" : status.getDescription());
        appendCause(text, status.getCause(), host);
        List<String> causes = new ArrayList<>();
        byte[] details = trailers == null ? null : trailers.get(DETAILS);
        if (details != null) {
            appendDetails(text, causes, details);
        }
        return StreamFailure.of(code(status), oneLine(text.toString()), causes);
    }

    /** The number that gRPC gives a code; -1 if it does not know it. */
    static int number(FailureCode code) {
        for (Status.Code known : Status.Code.values()) {
            if (known.name().equals(code.name())) {
                return known.value();
            }
        }
        return -1;
    }

    private static FailureCode code(Status status) {
        try {
            return FailureCode.valueOf(status.getCode().name());
        } catch (IllegalArgumentException e) {
            return FailureCode.UNKNOWN;
        }
    }

    /** gRPC hides what really happened to a connection one or two causes deep. */
    private static void appendCause(StringBuilder text, @Nullable Throwable cause, String host) {
        Throwable root = cause;
        for (int depth = 0; root != null && root.getCause() != null && depth < 10; depth++) {
            root = root.getCause();
        }
        if (root != null) {
            text.append(text.length() == 0 ? "" : " ").append('(').append(root);
            text.append(host.isEmpty() ? ")" : ", " + host + ")");
        }
    }

    private static void appendDetails(StringBuilder text, List<String> causes, byte[] details) {
        try {
            for (Any any : com.google.rpc.Status.parseFrom(details).getDetailsList()) {
                if (any.is(ErrorInfo.class)) {
                    appendInfo(text, causes, any.unpack(ErrorInfo.class));
                }
            }
        } catch (InvalidProtocolBufferException e) {
            text.append(" (with unreadable details)");
        }
    }

    private static void appendInfo(StringBuilder text, List<String> causes, ErrorInfo info) {
        for (String cause : info.getMetadataOrDefault("causes", "").split(",", MAX_CAUSES)) {
            if (!cause.trim().isEmpty()) {
                causes.add(cause.trim());
            }
        }
        text.append(" (").append(info.getReason());
        String errorCode = info.getMetadataOrDefault("error_code", "");
        text.append(errorCode.isEmpty() ? ")" : ", error code " + errorCode + ")");
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").trim();
        return line.length() <= MAX_TEXT_CHARS ? line : line.substring(0, MAX_TEXT_CHARS) + "...";
    }
}
