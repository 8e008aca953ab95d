// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts applications with the appender in processes of their own, on any version of Log4j. */
final class Forked {

    private static final Path MATRIX = Path.of("target", "matrix");

    private Forked() {}

    /** The test's class path without what is given, and with the jars of these directories of the matrix in front. */
    static List<Path> classPath(List<String> matrix, String... without) throws IOException {
        List<Path> places = new ArrayList<>();
        for (String directory : matrix) {
            try (Stream<Path> jars = Files.list(MATRIX.resolve(directory))) {
                places.addAll(jars.sorted().map(Path::toAbsolutePath).toList());
            }
        }
        String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String place : own.split(File.pathSeparator)) {
            String name = Path.of(place).getFileName().toString();
            if (Stream.of(without).noneMatch(name::startsWith)) {
                places.add(Path.of(place));
            }
        }
        return places;
    }

    /** The application on a version of Log4j and Disruptor. */
    static JavaCommand on(String log4j, String disruptor) throws IOException {
        return JavaProcess.of()
                .classPath(classPath(
                                List.of("log4j-" + log4j, "disruptor-" + disruptor),
                                "log4j-",
                                "disruptor-",
                                "slf4j-nop")
                        .toArray(Path[]::new))
                .jvm("-Xmx256m")
                .main(ExampleApp.class);
    }

    /** Where the server and the table are, as variables of the environment. */
    static Map<String, String> environment(LogServer server, String table) {
        Map<String, String> variables = new LinkedHashMap<>();
        server.options(table)
                .forEach((key, value) -> variables.put(
                        "ZEROBUS_"
                                + key.toUpperCase(java.util.Locale.ROOT)
                                        .replace('.', '_')
                                        .replace('-', '_'),
                        value));
        // a process that ends on a busy machine has to connect within this time
        variables.put("ZEROBUS_SHUTDOWN_TIMEOUT", "60s");
        return variables;
    }

    static Path config(Path directory, String text) throws IOException {
        return Files.writeString(directory.resolve("log4j2.xml"), text);
    }
}
