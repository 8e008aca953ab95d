// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import dev.zerobus.proto.wire.EphemeralStreamRequest;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came in: a request, or what is wrong with it.
 *
 * @param request the request, null if there is a problem
 * @param problem what is wrong, for the client; empty if nothing is
 */
record Inbound(@Nullable EphemeralStreamRequest request, String problem) {

    static Inbound of(EphemeralStreamRequest request) {
        return new Inbound(request, "");
    }

    static Inbound bad(String problem) {
        return new Inbound(null, problem);
    }
}
