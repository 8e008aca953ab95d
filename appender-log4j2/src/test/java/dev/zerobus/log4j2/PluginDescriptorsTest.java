// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.JarBuilder;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.config.plugins.processor.PluginCache;
import org.apache.logging.log4j.core.config.plugins.processor.PluginEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plugins are found, whatever became of the files in which Log4j looks for them. */
@Tag("long")
final class PluginDescriptorsTest {

    private static final String DESCRIPTOR = "META-INF/org/apache/logging/log4j/core/config/plugins/Log4j2Plugins.dat";

    /** What an application with the appender has in its jar besides. */
    private static final Pattern NEEDED = Pattern.compile(
            "/(core|api|proto)/target/|/(zerobus-(core|api|proto)|protobuf-java|grpc-|okio|kotlin-stdlib-1|guava|failureaccess|perfmark"
                    + "|jackson-core|error_prone|animal-sniffer)");

    @TempDir
    static Path directory;

    private static LogServer server;

    @BeforeAll
    static void startTheServer() throws Exception {
        server = LogServer.start(directory);
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    private static Path matrix(String directory, String jar) {
        return Path.of("target", "matrix", directory, jar);
    }

    private static Map<String, String> services(Path place) throws IOException {
        Map<String, String> services = new TreeMap<>();
        if (Files.isRegularFile(place)) {
            try (JarFile jar = new JarFile(place.toFile())) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (entry.getName().startsWith("META-INF/services/") && !entry.isDirectory()) {
                        services.put(
                                entry.getName(),
                                new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return services;
    }

    @Test
    void theCompilerHasWrittenTheDescriptorWithEveryPlugin() throws Exception {
        Path descriptor = JarBuilder.placeOf(ZerobusAppender.class).resolve(DESCRIPTOR);
        assertThat(descriptor).exists();
        Map<String, PluginEntry> core = plugins(descriptor.toUri().toURL());
        assertThat(core.keySet())
                .containsExactlyInAnyOrder(
                        "zerobus",
                        "option",
                        "lane",
                        "serviceprincipal",
                        "contextkeys",
                        "redact",
                        "redactpattern",
                        "constant",
                        "mapcolumn");
        assertThat(core.get("zerobus").getClassName()).isEqualTo(ZerobusAppender.class.getName());
    }

    private static Map<String, PluginEntry> plugins(URL descriptor) throws IOException {
        PluginCache cache = new PluginCache();
        cache.loadCacheFiles(Collections.enumeration(List.of(descriptor)));
        return cache.getCategory("core");
    }

    /** The jar is made after the tests: it is there when they run again on what was built, as they do on another JDK. */
    @Test
    void theJarHasTheDescriptorToo() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            List<Path> jars = files.filter(file -> file.getFileName()
                            .toString()
                            .matches("zerobus-appender-log4j2-[0-9][^-]*(-SNAPSHOT)?\\.jar"))
                    .toList();
            Assumptions.assumeFalse(jars.isEmpty(), "the jar is not made yet");
            for (Path jar : jars) {
                URL inside =
                        URI.create("jar:" + jar.toUri() + "!/" + DESCRIPTOR).toURL();
                assertThat(plugins(inside).get("zerobus").getClassName())
                        .as(jar.toString())
                        .isEqualTo(ZerobusAppender.class.getName());
            }
        }
    }

    @Test
    void noElementHasANameThatLog4jUsesItself() throws Exception {
        URL log4j = JarBuilder.placeOf(PluginEntry.class).toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {log4j}, null);
                InputStream in = loader.getResourceAsStream(DESCRIPTOR)) {
            assertThat(in).isNotNull();
            PluginCache cache = new PluginCache();
            cache.loadCacheFiles(loader.getResources(DESCRIPTOR));
            assertThat(cache.getCategory("core").keySet())
                    .contains("console", "property")
                    .doesNotContain(
                            "option", "lane", "contextkeys", "redact", "redactpattern", "constant", "mapcolumn");
        }
    }

    @ParameterizedTest
    @CsvSource({"2.17.2, 3.4.4", "2.24.3, 4.0.0", "2.26.1, 4.0.0"})
    void isFoundInOneJarOfManyWhoseDescriptorIsLog4jsOwn(String version, String disruptor, @TempDir Path place)
            throws Exception {
        Map<String, String> services = new TreeMap<>();
        JarBuilder jar = new JarBuilder()
                .manifest("Main-Class", ExampleApp.class.getName())
                .classes(ExampleApp.class)
                .everythingOf(JarBuilder.placeOf(ZerobusAppender.class));
        for (Path one : Forked.classPath(List.of(), "log4j-", "disruptor-")) {
            if (NEEDED.matcher(one.toString()).find()) {
                jar.everythingOf(one);
                services(one).forEach((name, text) -> services.merge(name, text + '\n', String::concat));
            }
        }
        // such tools do merge services, which gRPC would not run without
        services.forEach(jar::text);
        // of several files of one name the tool takes the last: Log4j's own descriptor
        jar.everythingOf(matrix("disruptor-" + disruptor, "disruptor-" + disruptor + ".jar"))
                .everythingOf(matrix("log4j-" + version, "log4j-api-" + version + ".jar"))
                .everythingOf(matrix("log4j-" + version, "log4j-core-" + version + ".jar"));
        Path file = jar.write(place.resolve("all.jar"));
        String table = server.freshTable();
        Path config = Forked.config(
                place,
                TestConfig.of(
                        "<Zerobus name=\"zerobus\"><Option key=\"service.name\" value=\"shaded\"/></Zerobus>\n",
                        "<Root level=\"info\"><AppenderRef ref=\"zerobus\"/></Root>"));
        try (JavaProcess app = JavaProcess.of()
                .jvm("-Xmx256m")
                .environment(Forked.environment(server, table))
                .properties(Map.of("log4j2.configurationFile", config.toString()))
                .jar(file)
                .start()) {
            assertThat(app.awaitExit(Duration.ofSeconds(60))).as(app.toString()).isZero();
            assertThat(app.stderr()).noneMatch(line -> line.contains("ERROR"));
        }
        assertThat(server.awaitRows(table, ExampleApp.NUMBERED + 4))
                .hasSize(ExampleApp.NUMBERED + 4)
                .allSatisfy(row -> assertThat(row).containsEntry("service_name", "shaded"));
    }
}
