// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import dev.zerobus.bench.Options;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where the calling thread's time goes: runs subjects as fast as they go, samples the calling thread with the JDK's Flight
 * Recorder, prints the methods that were running and those that were on the stack, and draws a flame graph of each.
 *
 * <pre>{@code bench/run profile [--only NAMES] [--seconds N] [--to DIRECTORY]}</pre>
 */
final class Profile {

    private static final Map<String, String> DEFAULTS = Map.of(
            "--only",
            "emit-inprocess,log4j2-inprocess,logback-inprocess",
            "--seconds",
            "20",
            "--to",
            "bench/target/profile");
    private static final String CALLER = "http-nio-";
    private static final int ROWS = 16;

    private final Options options;
    private final Path directory;
    private final PrintStream out = System.out;

    private Profile(Options options) throws Exception {
        this.options = options;
        this.directory = Files.createDirectories(Path.of(options.word("--to")));
    }

    public static void main(String[] args) throws Exception {
        Profile profile = new Profile(new Options(DEFAULTS, args));
        Environment.print(profile.out, profile.options);
        for (String name : profile.options.words("--only")) {
            profile.one(Subjects.named(name));
        }
    }

    private void one(Subjects.Spec spec) throws Exception {
        Path recording = directory.resolve(spec.name() + ".jfr").toAbsolutePath();
        String line = new CellRun(spec)
                .jvm("-XX:+UnlockDiagnosticVMOptions")
                .jvm("-XX:+DebugNonSafepoints")
                .jvm("-Dbench.profile=" + recording)
                .run("saturated", 1, options.number("--seconds"));
        StackTree tree = StackTree.read(recording, CALLER, Saturation.class.getName());
        Path picture = directory.resolve(spec.name() + ".svg");
        String title = spec.title().replace("*", "").replace("`", "");
        Files.writeString(picture, FlameGraph.of(tree, title + ", Java " + System.getProperty("java.version")));
        out.println();
        out.println("### " + title);
        out.println();
        out.println(line);
        out.println(tree.root().samples() + " samples of the calling thread; picture: " + picture);
        table("running", tree.running(), tree.root().samples());
        table("on the stack", tree.onStack(), tree.root().samples());
    }

    private void table(String what, Map<String, Integer> counts, int total) {
        out.println();
        out.println("| " + what + " | share |");
        out.println("|---|--:|");
        counts.entrySet().stream()
                .limit(ROWS)
                .forEach(entry -> out.printf(
                        Locale.ROOT,
                        "| `%s` | %.1f %% |%n",
                        FlameGraph.shortened(entry.getKey()),
                        100.0 * entry.getValue() / Math.max(1, total)));
    }
}
