// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.testing;

import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the JVM says about the classes that it loads. Stateless. */
public final class LoadedClasses {

    private static final Pattern LOADED = Pattern.compile("(\\S+) source: (.*)");

    private LoadedClasses() {}

    /** A class, and where it came from. */
    public record Loaded(String name, String source) {}

    /** The option that makes the JVM write them to a file. */
    public static String option(Path file) {
        return "-Xlog:class+load:file=" + file + "::filecount=0";
    }

    public static List<Loaded> read(Path file) throws Exception {
        List<Loaded> classes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Matcher loaded =
                    LOADED.matcher(line.substring(line.lastIndexOf(']') + 1).strip());
            if (loaded.find()) {
                classes.add(new Loaded(loaded.group(1), loaded.group(2)));
            }
        }
        return classes;
    }

    /** Runs an application, and returns the names of the classes that were loaded before its own first one. */
    public static Set<String> beforeMain(AgentApp app, Path temp, String agent, Map<String, String> options)
            throws Exception {
        Set<String> names = new LinkedHashSet<>();
        for (Loaded loaded : run(app, temp, agent, options)) {
            if (loaded.name().startsWith("dev.zerobus.agent.app.")) {
                return names;
            }
            names.add(loaded.name());
        }
        throw new AssertionError("the application's class was not loaded");
    }

    /** Runs an application, and returns the names of all classes that were loaded; hidden ones without what makes them unique. */
    public static Set<String> ofRun(AgentApp app, Path temp, String agent, Map<String, String> options)
            throws Exception {
        Set<String> names = new LinkedHashSet<>();
        for (Loaded loaded : run(app, temp, agent, options)) {
            names.add(loaded.name().replaceFirst("(\\$\\d+)?/0x.*", ""));
        }
        return names;
    }

    private static List<Loaded> run(AgentApp app, Path temp, String agent, Map<String, String> options)
            throws Exception {
        Path log = Files.createTempFile(temp, "classes", ".log");
        try (JavaProcess process = app.plain()
                .properties(AgentApp.prefixed(options))
                .jvm(option(log), agent)
                .start()) {
            if (process.awaitExit(Await.LONG) != 0) {
                throw new AssertionError(process.toString());
            }
        }
        return read(log);
    }
}
