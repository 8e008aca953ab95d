// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A real token endpoint on loopback: it hands out {@code token-1}, {@code token-2} and so on, unless a test has put another
 * answer before. Safe from any thread. To be closed.
 */
public final class ScriptedOAuth implements AutoCloseable {

    /** One request: its Authorization header and its form, decoded. */
    public record Request(String path, String authorization, Map<String, String> form) {}

    /** One answer; {@code before} runs first, on the server's thread. */
    public record Answer(int status, String body, Runnable before) {
        public Answer(int status, String body) {
            this(status, body, () -> {});
        }
    }

    private final HttpServer server;
    private final boolean tls;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "scripted-oauth");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger issued = new AtomicInteger();
    private volatile long lifeSeconds = 3600;

    private ScriptedOAuth(SSLContext context) {
        tls = context != null;
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            server = tls ? HttpsServer.create(address, 0) : HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (server instanceof HttpsServer https) {
            https.setHttpsConfigurator(new HttpsConfigurator(context));
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public static ScriptedOAuth start() {
        return new ScriptedOAuth(null);
    }

    public static ScriptedOAuth startTls(SSLContext context) {
        return new ScriptedOAuth(context);
    }

    public ScriptedOAuth next(Answer... inOrder) {
        answers.addAll(List.of(inOrder));
        return this;
    }

    public ScriptedOAuth lifeSeconds(long seconds) {
        lifeSeconds = seconds;
        return this;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return (tls ? "https" : "http") + "://localhost:" + port();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                form(body)));
        Answer scripted = answers.poll();
        Answer answer = scripted != null ? scripted : token();
        answer.before().run();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer token() {
        return new Answer(
                200,
                "{\"access_token\":\"token-" + issued.incrementAndGet() + "\",\"token_type\":\"Bearer\",\"expires_in\":"
                        + lifeSeconds + "}");
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                continue; // a GET has no form
            }
            fields.put(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
