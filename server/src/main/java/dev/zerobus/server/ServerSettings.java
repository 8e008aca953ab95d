// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.delta.MaterialiserSettings;
import dev.zerobus.server.ingest.IngestLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@link ServerBuilder} was told. Immutable. */
record ServerSettings(
        Path data,
        @Nullable String host,
        int port,
        int httpPort,
        @Nullable Path authFile,
        boolean tls,
        MaterialiserSettings materialiser,
        Duration grace,
        IngestLimits limits,
        Consumer<String> notices,
        List<TableSchema> tables,
        boolean faultsOverHttp) {

    /** Without authentication, or with tokens and records in the clear, nobody but this machine reaches the server unless told. */
    String bindHost() {
        if (host != null) {
            return host;
        }
        return authFile == null || !tls ? "127.0.0.1" : "0.0.0.0";
    }
}
