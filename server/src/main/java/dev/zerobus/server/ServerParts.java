// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.auth.AccessControl;
import dev.zerobus.server.auth.FaultyAccessControl;
import dev.zerobus.server.delta.Materialiser;
import dev.zerobus.server.fault.Faults;
import dev.zerobus.server.http.HttpEndpoint;
import dev.zerobus.server.http.ServerStatus;
import dev.zerobus.server.ingest.IngestService;
import dev.zerobus.server.net.Gates;
import dev.zerobus.server.table.TableCatalog;
import dev.zerobus.server.tls.ServerTls;
import dev.zerobus.server.wal.Wal;
import dev.zerobus.server.wal.WalSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a running server. They start in the order in which they stand here; when one can not, those before it are closed
 * again. Immutable.
 */
record ServerParts(
        DataDirectory data,
        @Nullable ServerTls tls,
        TableCatalog catalog,
        Wal wal,
        Materialiser materialiser,
        IngestService ingest,
        GrpcEndpoint grpc,
        HttpEndpoint http,
        Faults faults) {

    static ServerParts start(ServerSettings settings, ServerStatus status) throws IOException {
        CloseStack opened = new CloseStack();
        try {
            FaultSwitch faults = new FaultSwitch();
            FaultyAccessControl access = new FaultyAccessControl(access(settings), faults.board(), Clock.systemUTC());
            InetAddress host = host(settings);
            DataDirectory data = opened.add(DataDirectory.lock(settings.data()));
            ServerTls tls = settings.tls() ? ServerTls.ownCertificate(data.path(), Clock.systemUTC()) : null;
            TableCatalog catalog = opened.add(TableCatalog.open(data.path()));
            for (TableSchema table : settings.tables()) {
                catalog.createIfAbsent(table);
            }
            Wal wal = opened.add(
                    Wal.open(WalSettings.of(data.path().resolve("wal")), faults::beforeForce, settings.notices()));
            Materialiser materialiser =
                    opened.add(new Materialiser(catalog, wal, settings.materialiser(), settings.notices()));
            ServerTables tables = new ServerTables(catalog, settings.notices());
            Gates gates = new Gates();
            IngestService ingest = new IngestService(access, tables, wal, settings.limits(), faults.board(), gates);
            faults.connect(ingest, access, new TableAlteration(catalog, materialiser, ingest)::execute);
            GrpcEndpoint grpc = opened.add(grpc(new InetSocketAddress(host, settings.port()), tls, gates, ingest));
            HttpEndpoint http = opened.add(http(settings, host, tls, access, tables, status, faults));
            materialiser.start();
            return new ServerParts(data, tls, catalog, wal, materialiser, ingest, grpc, http, faults.faults());
        } catch (IOException | RuntimeException e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private static AccessControl access(ServerSettings settings) throws IOException {
        return settings.authFile() == null
                ? AccessControl.none()
                : AccessControl.fromFile(settings.authFile(), Clock.systemUTC());
    }

    private static InetAddress host(ServerSettings settings) throws IOException {
        InetAddress host;
        try {
            host = InetAddress.getByName(settings.bindHost());
        } catch (UnknownHostException e) {
            throw new IOException("the host " + settings.bindHost() + " is not known on this machine", e);
        }
        if (settings.authFile() == null && !host.isLoopbackAddress()) {
            throw new IOException("without authentication the server listens on loopback only, not on "
                    + settings.bindHost() + ": give it a principals file (--auth FILE)");
        }
        return host;
    }

    private static GrpcEndpoint grpc(InetSocketAddress bind, @Nullable ServerTls tls, Gates gates, IngestService ingest)
            throws IOException {
        try {
            return GrpcEndpoint.start(bind, tls == null ? null : tls.grpcCredentials(), gates, ingest);
        } catch (IOException e) {
            throw cannotListen("gRPC", "--port", bind, e);
        }
    }

    private static HttpEndpoint http(
            ServerSettings settings,
            InetAddress host,
            @Nullable ServerTls tls,
            AccessControl access,
            ServerTables tables,
            ServerStatus status,
            FaultSwitch faults)
            throws IOException {
        InetSocketAddress bind = new InetSocketAddress(host, settings.httpPort());
        Faults offered = settings.faultsOverHttp() ? faults.faults() : null;
        try {
            return HttpEndpoint.start(bind, tls, access, tables, status, faults.board(), offered);
        } catch (IOException e) {
            throw cannotListen("HTTP", "--http-port", bind, e);
        }
    }

    private static IOException cannotListen(String what, String option, InetSocketAddress bind, IOException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new IOException(
                "can not listen for " + what + " on " + bind.getAddress().getHostAddress() + ":" + bind.getPort() + " ("
                        + cause.getMessage() + "): end the program that has the port, or choose another with " + option
                        + " (0 takes a free one)",
                e);
    }
}
