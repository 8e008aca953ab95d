// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.proto.wire.EphemeralStreamRequest;
import dev.zerobus.proto.wire.ZerobusGrpc;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The own certificate, in real handshakes over loopback. */
class ServerTlsTest {

    @TempDir
    private Path data;

    private final Clock clock = Clock.systemUTC();

    static SSLContext trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", PemFiles.certificates(certificate)[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void isTrustedUnderEveryNameOfThisMachine() throws Exception {
        ServerTls tls = ServerTls.ownCertificate(data, clock);
        for (String host : new String[] {"localhost", "127.0.0.1", "::1", SelfSigned.hostName()}) {
            shakeHands(tls, host);
        }
        assertThatThrownBy(() -> shakeHands(tls, "example.com")).isInstanceOf(SSLHandshakeException.class);
    }

    private static void shakeHands(ServerTls tls, String host) throws Exception {
        SSLContext client = trusting(tls.certificateFile());
        SSLServerSocket listener = (SSLServerSocket)
                tls.sslContext().getServerSocketFactory().createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        try (listener) {
            Thread server = new Thread(() -> {
                try (SSLSocket accepted = (SSLSocket) listener.accept()) {
                    accepted.getOutputStream().write(accepted.getInputStream().read() + 1);
                } catch (IOException ended) {
                    // the client says what happened
                }
            });
            server.start();
            Socket plain = new Socket("127.0.0.1", listener.getLocalPort());
            try (SSLSocket socket =
                    (SSLSocket) client.getSocketFactory().createSocket(plain, host, listener.getLocalPort(), true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.getOutputStream().write(41);
                assertThat(socket.getInputStream().read()).isEqualTo(42);
            } finally {
                server.join();
            }
        }
    }

    @Test
    void servesGrpcToAClientThatTrustsIt() throws Exception {
        ServerTls tls = ServerTls.ownCertificate(data, clock);
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0), tls.grpcCredentials())
                .build()
                .start();
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "localhost",
                        server.getPort(),
                        TlsChannelCredentials.newBuilder()
                                .trustManager(tls.certificateFile().toFile())
                                .build())
                .build();
        try {
            // UNIMPLEMENTED comes from the server itself, so the handshake went well
            assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(
                            channel,
                            ZerobusGrpc.getEphemeralStreamMethod(),
                            CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                            EphemeralStreamRequest.getDefaultInstance()))
                    .hasMessageStartingWith("UNIMPLEMENTED");
        } finally {
            channel.shutdownNow();
            server.shutdownNow().awaitTermination();
        }
    }

    @Test
    void keepsTheKeyFromOthersAndTheCertificateOverARestart() throws Exception {
        ServerTls tls = ServerTls.ownCertificate(data, clock);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tls.keyFile())))
                .isEqualTo("rw-------");
        String before = Files.readString(tls.certificateFile());
        assertThat(Files.readString(ServerTls.ownCertificate(data, clock).certificateFile()))
                .isEqualTo(before);
        try (var files = Files.list(data.resolve("tls"))) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("cert.pem", "key.pem");
        }
    }

    @Test
    void makesANewOneNearItsEndOrWhenAFileIsDamaged() throws Exception {
        ServerTls tls = ServerTls.ownCertificate(data, clock);
        X509Certificate first = PemFiles.certificates(tls.certificateFile())[0];
        Clock later = Clock.offset(clock, Duration.ofDays(380));
        X509Certificate second =
                PemFiles.certificates(ServerTls.ownCertificate(data, later).certificateFile())[0];
        assertThat(second).isNotEqualTo(first);
        Files.writeString(tls.keyFile(), "damaged", StandardCharsets.US_ASCII);
        X509Certificate third =
                PemFiles.certificates(ServerTls.ownCertificate(data, later).certificateFile())[0];
        assertThat(third).isNotEqualTo(second);
        ServerTls.load(tls.certificateFile(), tls.keyFile());
    }

    @Test
    void refusesAKeyThatIsNotTheCertificates(@TempDir Path other) throws Exception {
        ServerTls one = ServerTls.ownCertificate(data, clock);
        ServerTls two = ServerTls.ownCertificate(other, clock);
        assertThatThrownBy(() -> ServerTls.load(one.certificateFile(), two.keyFile()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not that of the certificate");
        assertThatThrownBy(() -> ServerTls.load(one.keyFile(), one.keyFile())).isInstanceOf(IOException.class);
    }
}
