// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/** A socket that reaches its target through an HTTP proxy's CONNECT. Owned by the thread that connects it. */
final class TunnelSocket extends Socket {

    private static final int MAX_ANSWER_BYTES = 16 << 10;

    private final ProxyServer proxy;
    private final int answerTimeoutMillis;

    TunnelSocket(ProxyServer proxy, int answerTimeoutMillis) {
        this.proxy = proxy;
        this.answerTimeoutMillis = answerTimeoutMillis;
    }

    @Override
    public void connect(SocketAddress target) throws IOException {
        connect(target, 0);
    }

    @Override
    public void connect(SocketAddress target, int timeoutMillis) throws IOException {
        super.connect(new InetSocketAddress(proxy.host(), proxy.port()), timeoutMillis);
        setSoTimeout(answerTimeoutMillis);
        InetSocketAddress address = (InetSocketAddress) target;
        String name = address.getHostString();
        String hostPort = (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + address.getPort();
        String credentials = proxy.basicCredentials();
        String request = "CONNECT " + hostPort + " HTTP/1.1\r\nHost: " + hostPort + "\r\n"
                + (credentials == null ? "" : "Proxy-Authorization: " + credentials + "\r\n") + "\r\n";
        getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        String statusLine = answer(getInputStream());
        if (!statusLine.matches("HTTP/1\\.[01] 2\\d\\d.*")) {
            close();
            throw new IOException("the proxy " + proxy + " refuses a tunnel to " + hostPort + ": " + statusLine);
        }
    }

    private String answer(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int ends = 0;
        // byte by byte: what follows the empty line belongs to the target
        while (ends < 2 && bytes.size() < MAX_ANSWER_BYTES) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            bytes.write(b);
            if (b == '\n') {
                ends++;
            } else if (b != '\r') {
                ends = 0;
            }
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        int lineEnd = text.indexOf('\r');
        return lineEnd < 0 ? text.trim() : text.substring(0, lineEnd);
    }
}
