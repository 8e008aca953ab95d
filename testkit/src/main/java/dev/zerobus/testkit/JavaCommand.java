// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to run in a JVM of its own. Of the environment it inherits nothing that configures a JVM or this project. The JVM only
 * compiles quickly and collects garbage with one thread unless {@link #optimizing} is asked for: most programs of tests live for
 * seconds, and would spend half of their time optimizing, and starting a collector for large heaps. Owned by one thread.
 */
public final class JavaCommand {

    private Path home = Path.of(System.getProperty("java.home"));
    private @Nullable String classPath;
    private @Nullable Path directory;
    private final List<String> jvmArguments = new ArrayList<>();
    private final List<String> program = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private boolean optimizing;

    JavaCommand() {}

    /**
     * Takes another JDK than the one that runs the test.
     *
     * @param value the directory that has {@code bin/java}
     * @return this
     */
    public JavaCommand home(Path value) {
        home = value;
        return this;
    }

    /**
     * Sets the class path; without this the test's own is taken, with {@link #jar} none.
     *
     * @param places jars and directories
     * @return this
     */
    public JavaCommand classPath(Path... places) {
        classPath = Stream.of(places).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    /**
     * Sets the class path.
     *
     * @param value as behind {@code -cp}
     * @return this
     */
    public JavaCommand classPath(String value) {
        classPath = value;
        return this;
    }

    /**
     * Adds options of the JVM, such as {@code -Xmx256m} or {@code -javaagent:...}.
     *
     * @param values the options
     * @return this
     */
    public JavaCommand jvm(String... values) {
        jvmArguments.addAll(List.of(values));
        return this;
    }

    /**
     * Lets the JVM optimize as it does in production: for programs that are measured.
     *
     * @return this
     */
    public JavaCommand optimizing() {
        optimizing = true;
        return this;
    }

    /**
     * Sets system properties.
     *
     * @param values names with values
     * @return this
     */
    public JavaCommand properties(Map<String, String> values) {
        values.forEach((name, value) -> jvmArguments.add("-D" + name + "=" + value));
        return this;
    }

    /**
     * Sets a variable of the environment.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public JavaCommand environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Sets variables of the environment.
     *
     * @param values names with values
     * @return this
     */
    public JavaCommand environment(Map<String, String> values) {
        environment.putAll(values);
        return this;
    }

    /**
     * Sets the working directory.
     *
     * @param value an existing directory
     * @return this
     */
    public JavaCommand directory(Path value) {
        directory = value;
        return this;
    }

    /**
     * Names the class to run.
     *
     * @param type has a {@code main}
     * @return this
     */
    public JavaCommand main(Class<?> type) {
        return main(type.getName());
    }

    /**
     * Names the class to run.
     *
     * @param type the name of a class with a {@code main}
     * @return this
     */
    public JavaCommand main(String type) {
        program.clear();
        program.add(type);
        return this;
    }

    /**
     * Names the jar to run.
     *
     * @param file has a {@code Main-Class}
     * @return this
     */
    public JavaCommand jar(Path file) {
        program.clear();
        program.addAll(List.of("-jar", file.toString()));
        return this;
    }

    /**
     * Adds words of the command line.
     *
     * @param values the words behind the class or jar
     * @return this
     */
    public JavaCommand arguments(Object... values) {
        for (Object value : values) {
            arguments.add(value.toString());
        }
        return this;
    }

    /**
     * Starts it.
     *
     * @return the running process; close it
     */
    public JavaProcess start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words());
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        builder.environment().keySet().removeIf(JavaCommand::configures);
        builder.environment().putAll(environment);
        return new JavaProcess(builder.start(), String.join(" ", program));
    }

    private static boolean configures(String variable) {
        return variable.startsWith("ZEROBUS_")
                || List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
                        .contains(variable);
    }

    private List<String> words() {
        if (program.isEmpty()) {
            throw new IllegalStateException("name what to run: main(...) or jar(...)");
        }
        List<String> words = new ArrayList<>();
        words.add(home.resolve("bin").resolve("java").toString());
        if (!optimizing) {
            words.add("-XX:TieredStopAtLevel=1");
            words.add("-XX:+UseSerialGC");
        }
        words.addAll(jvmArguments);
        if (classPath != null || !program.get(0).equals("-jar")) {
            words.add("-cp");
            words.add(classPath == null ? System.getProperty("java.class.path") : classPath);
        }
        words.addAll(program);
        words.addAll(arguments);
        return words;
    }
}
