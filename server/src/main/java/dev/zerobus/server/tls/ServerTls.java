// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.tls;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate and its key as PEM files, and what gRPC and HTTPS need of them.
 *
 * <p>{@link #ownCertificate} keeps a self-signed one for this machine in the data directory. A client trusts it by taking
 * {@link #certificateFile} as its only root. Immutable and safe from any thread.
 */
public final class ServerTls {

    /** A certificate that ends sooner than this is replaced at the next start. */
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final Path certificateFile;
    private final Path keyFile;

    private ServerTls(Path certificateFile, Path keyFile) {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
    }

    /**
     * Takes the server's own certificate from {@code tls/cert.pem} and {@code tls/key.pem}; makes them if they are missing,
     * unreadable, near their end, or made for another host name. Only the owner may read the key.
     *
     * @param dataDirectory the server's data directory
     * @param clock the time
     * @return the certificate
     * @throws IOException if the files can not be written
     */
    public static ServerTls ownCertificate(Path dataDirectory, Clock clock) throws IOException {
        Path directory = dataDirectory.resolve("tls");
        ServerTls tls = new ServerTls(directory.resolve("cert.pem"), directory.resolve("key.pem"));
        String hostName = SelfSigned.hostName();
        if (!tls.stillGood(clock.instant(), hostName)) {
            Files.createDirectories(directory);
            SelfSigned.create(clock.instant(), hostName).write(tls.certificateFile, tls.keyFile);
        }
        return tls;
    }

    /**
     * Takes a certificate that somebody else made.
     *
     * @param certificateFile the certificate, followed by its chain, as PEM
     * @param keyFile its key without a password, as PEM ({@code BEGIN PRIVATE KEY}, PKCS 8)
     * @return the certificate
     * @throws IOException if one of them can not be read, or the key is not the certificate's
     */
    public static ServerTls load(Path certificateFile, Path keyFile) throws IOException {
        ServerTls tls = new ServerTls(certificateFile, keyFile);
        PemFiles.requireSameKey(certificateFile, keyFile);
        return tls;
    }

    private boolean stillGood(Instant now, String hostName) {
        if (!Files.exists(certificateFile) || !Files.exists(keyFile)) {
            return false;
        }
        try {
            X509Certificate certificate = PemFiles.certificates(certificateFile)[0];
            PemFiles.requireSameKey(certificateFile, keyFile);
            return now.isAfter(certificate.getNotBefore().toInstant())
                    && now.plus(RENEW_BEFORE).isBefore(certificate.getNotAfter().toInstant())
                    && SelfSigned.isFor(certificate, hostName);
        } catch (IOException | GeneralSecurityException damaged) {
            return false;
        }
    }

    /**
     * Returns the certificate's file; what a client takes as its trust.
     *
     * @return a PEM file
     */
    public Path certificateFile() {
        return certificateFile;
    }

    /**
     * Returns the key's file.
     *
     * @return a PEM file
     */
    public Path keyFile() {
        return keyFile;
    }

    /**
     * Returns what a gRPC server needs ({@code Grpc.newServerBuilderForPort}).
     *
     * @return the credentials
     * @throws IOException if the files can not be read
     */
    public ServerCredentials grpcCredentials() throws IOException {
        return TlsServerCredentials.create(certificateFile.toFile(), keyFile.toFile());
    }

    /**
     * Returns what an HTTPS server needs.
     *
     * @return a context with this certificate
     * @throws IOException if the files can not be read
     */
    public SSLContext sslContext() throws IOException {
        try {
            Certificate[] chain = PemFiles.certificates(certificateFile);
            PrivateKey key =
                    PemFiles.privateKey(keyFile, chain[0].getPublicKey().getAlgorithm());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException bad) {
            throw new IOException(
                    "the certificate in " + certificateFile + " can not be used: " + bad.getMessage(), bad);
        }
    }
}
