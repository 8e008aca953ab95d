// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;

/** {@code GET /} tells how the server is, {@code GET /health} that it is; any other path that it is none of ours. */
final class StatusHandler implements HttpHandler {

    private final ServerStatus status;

    StatusHandler(ServerStatus status) {
        this.status = status;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Answer answer = switch (String.valueOf(path)) {
            case "/health" ->
                Boolean.TRUE.equals(status.snapshot().get("failed"))
                        ? Answer.of(503, Map.of("status", "failed"))
                        : Answer.of(200, Map.of("status", "ok"));
            case "/" -> Answer.of(200, status.snapshot());
            default ->
                Answer.error(
                        404,
                        "NOT_FOUND",
                        "there is nothing at this path: try /, /health, /oidc/v1/token or " + TablesHandler.PATH
                                + "catalog.schema.table");
        };
        answer.send(exchange);
    }
}
