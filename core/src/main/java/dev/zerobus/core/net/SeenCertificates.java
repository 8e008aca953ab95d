// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.net;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Looks at the certificates of a host that is not trusted: who issued them is the first question then. It believes nobody, so
 * no handshake with it succeeds and nothing is ever sent. Safe from any thread.
 */
public final class SeenCertificates extends X509ExtendedTrustManager {

    private volatile List<X509Certificate> seen = List.of();

    private SeenCertificates() {}

    /**
     * Looks.
     *
     * @param proxies which connections go through a proxy
     * @param host the host
     * @param port its port
     * @param timeoutMillis how long each step may take
     * @return the chain that the host shows, its own certificate first; empty if it shows none
     */
    public static List<X509Certificate> of(ProxyRules proxies, String host, int port, int timeoutMillis) {
        SeenCertificates eye = new SeenCertificates();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {eye}, null);
            Dial.shakeHands(proxies, context.getSocketFactory(), host, port, timeoutMillis, null);
        } catch (IOException | GeneralSecurityException e) {
            // as it has to be: nobody is believed
        }
        return eye.seen;
    }

    private void look(X509Certificate[] chain) throws CertificateException {
        seen = List.copyOf(Arrays.asList(chain));
        throw new CertificateException("only looked at");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        look(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        look(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        look(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        look(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        look(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        look(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
