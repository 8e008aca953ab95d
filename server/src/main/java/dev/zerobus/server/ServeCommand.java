// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}: runs until it is told to stop. Its options and its ready line are an interface: programs rely on them. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the server. When it is ready it prints one line on standard output:",
        footer = {"", "ready {\"grpc\":\"http://localhost:PORT\",\"http\":\"http://localhost:PORT\",\"data\":\"DIR\"}"})
final class ServeCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "where everything lies; made if missing")
    private Path data = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "the gRPC port; 0 takes a free one (default: ${DEFAULT-VALUE})")
    private int port = 7700;

    @Option(
            names = "--http-port",
            paramLabel = "N",
            description = "the port for tokens and Unity Catalog; 0 takes a free one (default: ${DEFAULT-VALUE})")
    private int httpPort = 7701;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "the address to listen on (default: all with --auth FILE and --tls, else 127.0.0.1)")
    private @Nullable String host;

    @Option(
            names = "--auth",
            paramLabel = "none|FILE",
            description =
                    "who may write: 'none' lets in everybody on this machine, a file names service principals and grants"
                            + " (default: none)")
    private String auth = "none";

    @Option(names = "--tls", description = "TLS with a certificate of the server's own in DIR/tls")
    private boolean tls;

    @Option(
            names = "--tick",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "how often rows go into their tables, such as 1s or 500ms (default: 1s)")
    private Duration tick = Duration.ofSeconds(1);

    @Option(
            names = "--tables",
            paramLabel = "DIR_OF_SQL",
            description = "creates the tables of these .sql files unless they are there")
    private @Nullable Path tables;

    @Option(
            names = "--faults",
            description =
                    "lets who reaches the HTTP port make the server misbehave: POST /faults with a JSON object such as"
                            + " '{\"at\":\"open\",\"do\":\"status\",\"status\":\"UNAVAILABLE\",\"times\":3}'; GET lists, DELETE clears. For tests")
    private boolean faults;

    @Override
    public Integer call() throws Exception {
        ServerBuilder builder = ZerobusServer.builder(data)
                .port(port)
                .httpPort(httpPort)
                .auth(auth.equals("none") ? null : Path.of(auth))
                .tls(tls)
                .tick(tick)
                .faultsOverHttp(faults)
                .notices(line -> System.err.println("zerobus-server: " + line));
        if (host != null) {
            builder.host(host);
        }
        if (tables != null) {
            builder.tablesFrom(tables);
        }
        run(builder);
        return 0;
    }

    private void run(ServerBuilder builder) throws IOException, InterruptedException {
        ZerobusServer server = builder.start();
        // SIGTERM and SIGINT run this; a clean end is status 0, which only halt can say from here
        Thread hook = new Thread(
                () -> {
                    server.close();
                    System.err.println("zerobus-server: stopped; everything acknowledged is in its table or the log");
                    Runtime.getRuntime().halt(0);
                },
                "zerobus-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        System.err.print(Banner.of(server, auth));
        System.err.flush();
        System.out.println(ready(server));
        System.out.flush();
        new CountDownLatch(1).await();
    }

    private static String ready(ZerobusServer server) {
        return "ready {\"grpc\":\"" + server.grpcUri() + "\",\"http\":\"" + server.httpUri() + "\",\"data\":\""
                + new String(JsonStringEncoder.getInstance()
                        .quoteAsString(server.data().toString())) + "\"}";
    }
}
