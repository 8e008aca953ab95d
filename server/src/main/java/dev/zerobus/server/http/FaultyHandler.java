// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.fault.FaultBoard;
import dev.zerobus.server.fault.FaultPlace;
import dev.zerobus.server.fault.FaultTerms;
import dev.zerobus.server.fault.InjectedFault;
import dev.zerobus.server.fault.Sighting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Another handler, unless something is to go wrong on purpose. What hangs keeps its connection and no thread. */
final class FaultyHandler implements HttpHandler {

    private static final Pattern TABLE =
            Pattern.compile("\"object_full_path\"\\s*:\\s*\"([^\".]+\\.[^\".]+\\.[^\".]+)\"");

    private final FaultPlace place;
    private final FaultBoard board;
    private final HttpHandler usual;
    private final Executor threads;

    FaultyHandler(FaultPlace place, FaultBoard board, HttpHandler usual, Executor threads) {
        this.place = place;
        this.board = board;
        this.usual = usual;
        this.threads = threads;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        InjectedFault fault = board.quiet() ? null : board.meet(Sighting.at(place, table(exchange), "", -1));
        if (fault == null) {
            usual.handle(exchange);
        } else {
            perform(fault, exchange);
        }
    }

    private @Nullable TableName table(HttpExchange exchange) throws IOException {
        String name = String.valueOf(exchange.getRequestURI().getPath()).replaceFirst(".*/", "");
        if (place == FaultPlace.TOKEN) {
            byte[] body = exchange.getRequestBody().readNBytes(TokenForm.MAX_BODY_BYTES + 1);
            exchange.setStreams(new ByteArrayInputStream(body), null);
            name = wish(new String(body, StandardCharsets.UTF_8));
        }
        try {
            return TableName.of(name);
        } catch (IllegalArgumentException noTable) {
            return null;
        }
    }

    private static String wish(String form) {
        try {
            Matcher wish = TABLE.matcher(URLDecoder.decode(form, StandardCharsets.UTF_8));
            return wish.find() ? wish.group(1) : "";
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private void perform(InjectedFault fault, HttpExchange exchange) throws IOException {
        FaultTerms terms = fault.terms();
        switch (fault.fault().effect()) {
            case HTTP -> http(terms, exchange);
            case MALFORMED -> {
                try (exchange) {
                    Answer.malformed().send(exchange);
                }
            }
            case HANG -> fault.whenCleared(() -> threads.execute(() -> later(exchange)));
            case DELAY ->
                CompletableFuture.delayedExecutor(terms.time().toNanos(), TimeUnit.NANOSECONDS, threads)
                        .execute(() -> later(exchange));
            // an exchange that is closed without an answer takes its connection along
            case RESET -> exchange.close();
            default -> throw new IllegalStateException("HTTP can not do " + fault);
        }
    }

    private static void http(FaultTerms terms, HttpExchange exchange) throws IOException {
        long seconds = terms.number("retry_after_seconds", -1);
        if (seconds >= 0) {
            exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
        }
        int code = (int) terms.number("code", 500);
        try (exchange) {
            Answer.error(code, "FAULT_ON_PURPOSE", terms.message()).send(exchange);
        }
    }

    private void later(HttpExchange exchange) {
        try {
            usual.handle(exchange);
        } catch (IOException e) {
            // the client has gone away meanwhile
            exchange.close();
        }
    }
}
