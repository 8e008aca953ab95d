// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.zerobus.server.fault.Faults;
import dev.zerobus.server.fault.FiredFault;
import dev.zerobus.server.fault.InjectedFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /faults} adds a fault, {@code GET /faults} lists what was added and what has happened, {@code DELETE /faults}
 * clears all and {@code DELETE /faults/ID} one. Only on servers that were told to have it.
 */
final class FaultsHandler implements HttpHandler {

    static final String PATH = "/faults";

    private static final int MAX_BODY_BYTES = 64 << 10;

    private final Faults faults;

    FaultsHandler(Faults faults) {
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange).send(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String rest = exchange.getRequestURI().getPath().substring(PATH.length());
        try {
            return switch (exchange.getRequestMethod()) {
                case "POST" -> rest.isEmpty() ? add(exchange) : notFound(rest);
                case "GET" -> rest.isEmpty() ? Answer.of(200, all()) : notFound(rest);
                case "DELETE" -> clear(rest);
                default -> Answer.error(405, "METHOD_NOT_ALLOWED", "this path takes POST, GET and DELETE");
            };
        } catch (UncheckedIOException broken) {
            return Answer.error(500, "INTERNAL", String.valueOf(broken.getMessage()));
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            return Answer.error(400, "INVALID_ARGUMENT", String.valueOf(wrong.getMessage()));
        }
    }

    private Answer add(HttpExchange exchange) throws IOException {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            // and so no page in a browser can do it behind its user's back
            return Answer.error(415, "INVALID_ARGUMENT", "Content-Type must be application/json");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
        return Answer.of(200, one(faults.add(new String(body, StandardCharsets.UTF_8))));
    }

    private Answer clear(String rest) {
        if (rest.isEmpty()) {
            faults.clear();
            return Answer.of(200, all());
        }
        List<InjectedFault> found =
                rest.matches("/[0-9]{1,18}") ? faults.find(Long.parseLong(rest.substring(1))) : List.of();
        if (found.isEmpty()) {
            return notFound(rest);
        }
        found.forEach(InjectedFault::clear);
        return Answer.of(200, one(found.get(0)));
    }

    private static Answer notFound(String rest) {
        return Answer.error(404, "NOT_FOUND", "there is no fault " + rest.replaceFirst("/", ""));
    }

    private Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("faults", faults.all().stream().map(FaultsHandler::one).toList());
        all.put("fired", faults.fired().stream().map(FaultsHandler::fired).toList());
        return all;
    }

    private static Map<String, @Nullable Object> one(InjectedFault fault) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("id", fault.id());
        one.put("fired", fault.fired());
        one.put("fault", fault.fault().said());
        return one;
    }

    private static Map<String, @Nullable Object> fired(FiredFault fired) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("number", fired.number());
        one.put("fault", fired.fault());
        one.put("at", lower(fired.place()));
        one.put("do", lower(fired.effect()));
        one.put("table", fired.table());
        one.put("stream", fired.stream());
        one.put("offset", fired.offset());
        one.put("time", fired.time().toString());
        return one;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
