// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Answers for a handler whatever happens in it: the wrong method, an error of ours; never with a stack trace. */
final class Guarded implements HttpHandler {

    private static final int MAX_URI = 8_192;

    private final String method;
    private final HttpHandler handler;

    Guarded(String method, HttpHandler handler) {
        this.method = method;
        this.handler = handler;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String found = exchange.getRequestMethod();
            if (!found.equals(method)) {
                exchange.getResponseHeaders().set("Allow", method);
                Answer.error(405, "METHOD_NOT_ALLOWED", "this path takes " + method)
                        .send(exchange);
            } else if (exchange.getRequestURI().toString().length() > MAX_URI) {
                Answer.error(414, "INVALID_ARGUMENT", "the address is longer than " + MAX_URI + " characters")
                        .send(exchange);
            } else {
                answer(exchange);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            handler.handle(exchange);
        } catch (RuntimeException ours) {
            if (exchange.getResponseCode() == -1) {
                Answer.error(500, "INTERNAL_ERROR", "the server failed; the request may be tried again")
                        .send(exchange);
            }
        }
    }
}
