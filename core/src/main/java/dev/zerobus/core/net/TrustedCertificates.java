// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: those the platform believes, and one's own from a file. */
public final class TrustedCertificates {

    private TrustedCertificates() {}

    /**
     * Makes sockets that believe the platform's authorities.
     *
     * @return a factory for TLS sockets
     * @throws IllegalStateException if this JVM has no TLS
     */
    public static SSLSocketFactory platform() {
        try {
            return context(trustManagers(null)).getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM's TLS does not start: " + e.getMessage(), e);
        }
    }

    /**
     * Makes sockets that believe the platform's authorities, and those in a file.
     *
     * @param file X.509 certificates, in PEM or DER
     * @return a factory for TLS sockets
     * @throws IllegalArgumentException if the file cannot be read or holds no certificate
     */
    public static SSLSocketFactory platformAnd(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> own =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (own.isEmpty()) {
                throw new IllegalArgumentException("the trust certificate file " + file + " holds no certificate");
            }
            return context(trustManagers(store(own))).getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the trust certificate file " + file + " cannot be used: " + e
                            + "; give a readable file of X.509 certificates in PEM or DER",
                    e);
        }
    }

    private static KeyStore store(Collection<? extends Certificate> own) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : own) {
            store.setCertificateEntry("own-" + number++, certificate);
        }
        for (TrustManager manager : trustManagers(null)) {
            if (manager instanceof X509TrustManager) {
                for (X509Certificate known : ((X509TrustManager) manager).getAcceptedIssuers()) {
                    store.setCertificateEntry("platform-" + number++, known);
                }
            }
        }
        return store;
    }

    private static TrustManager[] trustManagers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static SSLContext context(TrustManager[] managers) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return context;
    }
}
