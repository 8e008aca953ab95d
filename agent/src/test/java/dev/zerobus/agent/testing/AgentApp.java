// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.testing;

import dev.zerobus.api.Events;
import dev.zerobus.testkit.JarBuilder;
import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An application in a JVM of its own, with the agent's jar as it is published. Its class path has what the test names, and
 * nothing else: not the agent's classes, not core, not what the tests need. Owned by one thread.
 */
public final class AgentApp {

    private final Path directory;
    private final List<Class<?>> classes = new ArrayList<>();
    private final List<Path> libraries = new ArrayList<>();
    private final List<String> jvm = new ArrayList<>();

    private AgentApp(Path directory) {
        this.directory = directory;
    }

    /** Begins an application whose jar is written to a directory. */
    public static AgentApp in(Path directory) {
        return new AgentApp(directory);
    }

    /** The agent's jar: the build has made it before the tests run. */
    public static Path agentJar() {
        Path jar = Path.of(System.getProperty("zerobus.agent.jar", "target/zerobus-agent.jar"))
                .toAbsolutePath();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is not there; the build makes it in process-test-resources");
        }
        return jar;
    }

    /** The application's own classes, with what they hold; the first one has the main method. */
    public AgentApp classes(Class<?>... types) {
        classes.addAll(List.of(types));
        return this;
    }

    /** The jar or directory of a library, by one of its classes. */
    public AgentApp library(Class<?> type) {
        libraries.add(JarBuilder.placeOf(type));
        return this;
    }

    /** A jar or directory. */
    public AgentApp library(Path place) {
        libraries.add(place);
        return this;
    }

    /** The API's jar, which every application has that emits events. */
    public AgentApp api() {
        return library(Events.class);
    }

    /** Options of the JVM before all others. */
    public AgentApp jvm(String... options) {
        jvm.addAll(List.of(options));
        return this;
    }

    /** The command line with the agent and its options, by key without {@code zerobus.}, as system properties. */
    public JavaCommand command(Map<String, String> options) throws IOException {
        return plain().properties(prefixed(options)).jvm("-javaagent:" + agentJar());
    }

    /** The command line without the agent. */
    public JavaCommand plain() throws IOException {
        return JavaProcess.of()
                .classPath(classPath())
                .jvm("-Xmx256m")
                .jvm(jvm.toArray(String[]::new))
                .main(classes.get(0));
    }

    /** Options as system properties. */
    public static Map<String, String> prefixed(Map<String, String> options) {
        return options.entrySet().stream().collect(Collectors.toMap(e -> "zerobus." + e.getKey(), Map.Entry::getValue));
    }

    /** Writes the application's jar, once. */
    public Path[] classPath() throws IOException {
        Path jar = directory.resolve("app-" + classes.get(0).getSimpleName() + ".jar");
        if (!Files.exists(jar)) {
            JarBuilder builder = new JarBuilder();
            for (Class<?> type : classes) {
                addWithNested(builder, type);
            }
            builder.write(jar);
        }
        return Stream.concat(Stream.of(jar), libraries.stream()).toArray(Path[]::new);
    }

    private static void addWithNested(JarBuilder builder, Class<?> type) throws IOException {
        Path place = JarBuilder.placeOf(type);
        String path = type.getName().replace('.', '/');
        Path folder = place.resolve(path).getParent();
        String simple = path.substring(path.lastIndexOf('/') + 1);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.equals(simple + ".class") || (name.startsWith(simple + "$") && name.endsWith(".class"))) {
                    builder.bytes(place.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
        }
    }
}
