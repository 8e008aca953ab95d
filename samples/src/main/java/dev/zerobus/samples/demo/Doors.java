// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import dev.zerobus.samples.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The three applications, each with the command that starts it. Immutable. */
final class Doors {

    private static final Path HOME =
            Path.of(System.getProperty("demo.home", ".")).toAbsolutePath();

    private final Workplace place;
    private final ServerProcess server;
    private final int rate;

    Doors(Workplace place, ServerProcess server, int rate) {
        this.place = place;
        this.server = server;
        this.rate = rate;
    }

    /** Starts all three; whoever calls closes them, even if one does not start. */
    void openInto(List<DoorApp> apps) throws IOException {
        // pickers and cashiers are two each
        String each = String.valueOf(Math.max(1, rate * 2 / 5 / 2));
        apps.add(start(
                "warehouse",
                List.of(Flow.LOG4J2),
                Map.of("WAREHOUSE_TABLE", Flow.LOG4J2.table()),
                List.of(),
                classPath("samples/log4j2"),
                "dev.zerobus.samples.log4j2.Warehouse",
                each));
        apps.add(start(
                "till",
                List.of(Flow.LOGBACK),
                Map.of("TILL_TABLE", Flow.LOGBACK.table()),
                List.of(),
                classPath("samples/logback"),
                "dev.zerobus.samples.logback.Till",
                each));
        apps.add(start(
                "shop",
                List.of(Flow.AGENT_LOGS, Flow.AGENT_EVENTS),
                Map.of(
                        "ZEROBUS_TABLE",
                        Flow.AGENT_EVENTS.table(),
                        "ZEROBUS_LANES_LOGS_TABLE",
                        Flow.AGENT_LOGS.table(),
                        "ZEROBUS_LANES_LOGS_EVENTS",
                        "log",
                        "ZEROBUS_SERVICE_NAME",
                        "shop"),
                List.of("-javaagent:" + built("agent/target/zerobus-agent.jar")),
                built("samples/target/classes")
                        + File.pathSeparator
                        + Files.readString(built("samples/target/api.txt")),
                "dev.zerobus.samples.shop.ShopMain",
                String.valueOf(Math.max(1, rate / 5))));
    }

    private DoorApp start(
            String name,
            List<Flow> flows,
            Map<String, String> environment,
            List<String> jvm,
            String classPath,
            String main,
            String rateOfEach)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx192m", "-XX:+UseSerialGC"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath, main, rateOfEach));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(place.log(name).toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("ZEROBUS_"));
        builder.environment()
                .putAll(Map.of(
                        "ZEROBUS_ENDPOINT",
                        server.grpc(),
                        "ZEROBUS_WORKSPACE_URL",
                        server.http(),
                        "ZEROBUS_CLIENT_ID",
                        place.clientId(),
                        "ZEROBUS_CLIENT_SECRET",
                        place.clientSecret()));
        builder.environment().putAll(environment);
        return new DoorApp(name, flows, builder.start(), place.log(name));
    }

    private static String classPath(String module) throws IOException {
        return built(module + "/target/classes")
                + File.pathSeparator
                + Files.readString(built(module + "/target/classpath.txt"));
    }

    private static Path built(String file) throws IOException {
        Path path = HOME.resolve(file).normalize();
        if (!Files.exists(path)) {
            throw new IOException(path + " is not built yet; run ./demo without --no-build");
        }
        return path;
    }
}
