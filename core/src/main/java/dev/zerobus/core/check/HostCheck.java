// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import dev.zerobus.core.net.Dial;
import dev.zerobus.core.net.ProxyRules;
import dev.zerobus.core.net.ProxyServer;
import dev.zerobus.core.net.SeenCertificates;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Looks at one host: does it answer, and whose certificate does it show. Immutable. */
final class HostCheck {

    private final String option;
    private final String host;
    private final int port;
    private final @Nullable String protocol;
    private final ProxyRules proxies;
    private final SSLSocketFactory tls;
    private final int timeoutMillis;

    /**
     * Prepares.
     *
     * @param option names the host in the configuration
     * @param host the host
     * @param port its port
     * @param protocol what it has to speak on top of TLS; null for HTTP/1.1
     * @param proxies which connections go through a proxy
     * @param tls makes TLS sockets
     * @param timeoutMillis how long a connection or a step of a handshake may take
     */
    HostCheck(
            String option,
            String host,
            int port,
            @Nullable String protocol,
            ProxyRules proxies,
            SSLSocketFactory tls,
            int timeoutMillis) {
        this.option = option;
        this.host = host;
        this.port = port;
        this.protocol = protocol;
        this.proxies = proxies;
        this.tls = tls;
        this.timeoutMillis = timeoutMillis;
    }

    Finding reach() {
        ProxyServer proxy = proxies.proxyFor(host, port);
        try {
            return Finding.ok(
                    host + ":" + port + " answers, by way of " + Dial.reach(proxies, host, port, timeoutMillis));
        } catch (IOException e) {
            return proxy == null ? unreachable(e) : unreachable(e, proxy);
        }
    }

    private Finding unreachable(IOException e) {
        if (e instanceof UnknownHostException) {
            return Finding.failed(
                    "the name " + host + " has no address",
                    "correct " + option + ", or check DNS; if only a proxy knows the name, set zerobus.proxy");
        }
        if (e instanceof SocketTimeoutException) {
            return Finding.failed(
                    host + ":" + port + " does not answer within " + timeoutMillis + " ms",
                    "check firewall and network; if there is a proxy, set zerobus.proxy");
        }
        if (e instanceof ConnectException) {
            return Finding.failed(
                    "nothing listens at " + host + ":" + port + " (" + e.getMessage() + ")",
                    "correct " + option + ", or start the server that should be there");
        }
        return Finding.failed(host + ":" + port + " can not be reached: " + e, "check network, proxy and firewall");
    }

    private Finding unreachable(IOException e, ProxyServer proxy) {
        String what = e instanceof UnknownHostException
                ? "the name of the proxy " + proxy + " has no address"
                : "the way through the proxy " + proxy + " to " + host + ":" + port + " fails: " + e.getMessage();
        return Finding.failed(
                what,
                "check zerobus.proxy, or the variables https_proxy and no_proxy, and whether the proxy lets this host"
                        + " through");
    }

    Finding tls() {
        try {
            Dial.Handshake hands = Dial.shakeHands(proxies, tls, host, port, timeoutMillis, protocol);
            String agreed = hands.session().getProtocol();
            Certificate[] chain = hands.session().getPeerCertificates();
            String shown = agreed + ", certificate of " + described(chain[0]);
            if (protocol != null && !protocol.equals(hands.protocol())) {
                return Finding.failed(
                        shown + ", but it does not speak " + protocol + " (HTTP/2)",
                        "check that " + option + " is the Zerobus endpoint and not the workspace or a web server");
            }
            return isOver(chain[0])
                    ? Finding.warn(shown + ", which is over; it counts because it is trusted itself", "renew it")
                    : Finding.ok(shown);
        } catch (SSLException e) {
            return untrusted(e);
        } catch (IOException e) {
            return Finding.failed(
                    "no TLS with " + host + ":" + port + ": " + e,
                    "check that " + option + " names a TLS port, and that no firewall cuts the handshake off");
        }
    }

    private static boolean isOver(Certificate certificate) {
        return certificate instanceof X509Certificate
                && ((X509Certificate) certificate).getNotAfter().toInstant().isBefore(Instant.now());
    }

    private Finding untrusted(SSLException e) {
        List<X509Certificate> chain = SeenCertificates.of(proxies, host, port, timeoutMillis);
        if (chain.isEmpty()) {
            return Finding.failed(
                    host + ":" + port + " shows no certificate: " + e.getMessage(),
                    "check that " + option + " names a TLS port (a plaintext server on this machine is http://)");
        }
        String shown = "the certificate of " + described(chain.get(0)) + " is refused: " + root(e);
        if (has(e, CertificateExpiredException.class)) {
            return Finding.failed(shown, "renew the server's certificate");
        }
        if (has(e, CertificateNotYetValidException.class)) {
            return Finding.failed(shown, "check the clock of this machine");
        }
        if (String.valueOf(root(e)).contains("subject alternative")) {
            return Finding.failed(
                    shown, "write " + option + " with a name that the certificate is for, or get one for " + host);
        }
        return Finding.failed(
                shown,
                "if you trust that issuer (a proxy that looks into TLS, a server of your own), name its certificate by"
                        + " zerobus.trust.certificate; if not, somebody is in between");
    }

    private static String described(Certificate certificate) {
        if (!(certificate instanceof X509Certificate)) {
            return "an unknown kind";
        }
        X509Certificate x509 = (X509Certificate) certificate;
        return "'" + x509.getSubjectX500Principal().getName() + "', issued by '"
                + x509.getIssuerX500Principal().getName() + "', valid until "
                + x509.getNotAfter().toInstant();
    }

    private static String root(Throwable e) {
        Throwable root = e;
        for (int depth = 0; root.getCause() != null && depth < 10; depth++) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static boolean has(Throwable e, Class<? extends Throwable> type) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
