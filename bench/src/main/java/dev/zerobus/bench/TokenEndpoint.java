// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Where the service's own SDK gets the token that it wants before it opens a stream: any client-credentials request is granted
 * the same one, which the acknowledging sink does not look at. On the loopback interface only. Safe from any thread.
 */
final class TokenEndpoint implements AutoCloseable {

    private static final String PATH = "/oidc/v1/token";
    private static final String GRANT = "grant_type=client_credentials";
    private static final String TOKEN = "{\"access_token\":\"bench\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

    private final HttpServer server;

    /**
     * Starts it on a free port.
     *
     * @throws IOException if there is none
     */
    TokenEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, TokenEndpoint::answer);
        server.start();
    }

    /** What a client takes as the address of its workspace. */
    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean granted = exchange.getRequestMethod().equals("POST") && form.contains(GRANT);
            String text = granted ? TOKEN : "{\"error\":\"unsupported_grant_type\"}";
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(granted ? 200 : 400, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
