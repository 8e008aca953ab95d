// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ConfigException;
import dev.zerobus.core.config.ZerobusConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The command for letters: lists them, shows them, and sends them again after a repair. It reads the configuration from the
 * same places as the application. Owned by one thread.
 */
public final class DeadLetterMain {

    /** All is well. */
    static final int OK = 0;

    /** Something was refused again, or is not done. */
    static final int NOT_ALL = 1;

    /** The command or the configuration is wrong. */
    static final int WRONG = 2;

    private static final String USAGE = String.join(
            System.lineSeparator(),
            "dead-letters list FILE|DIR                     the files, and how many letters of which kind they have",
            "dead-letters show [--limit N] FILE|DIR         the letters, with their reasons",
            "dead-letters resubmit [--table NAME] [--timeout SECONDS] FILE|DIR [OPTIONS]",
            "                                               sends them again, once, with their producer_id and seq",
            "Exit status: 0 all is well, 1 not all has landed, 2 the command or the configuration is wrong.");

    private static final int DEFAULT_LIMIT = 100;
    private static final int DEFAULT_SECONDS = 60;

    private final PrintStream out;
    private final PrintStream err;
    private final Properties properties;
    private final Map<String, String> environment;

    private @Nullable String table;
    private int limit = DEFAULT_LIMIT;
    private int seconds = DEFAULT_SECONDS;

    private DeadLetterMain(PrintStream out, PrintStream err, Properties properties, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.properties = properties;
        this.environment = environment;
    }

    /**
     * Runs the command and ends the process with its status.
     *
     * @param arguments the command and its arguments
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, System.getProperties(), System.getenv(), arguments));
    }

    /**
     * Runs the command.
     *
     * @param out where it writes what was asked for
     * @param err where it writes what is wrong
     * @param properties those that begin with {@code zerobus.} configure the client
     * @param environment variables that begin with {@code ZEROBUS_} do as well
     * @param arguments the command and its arguments, without {@code dead-letters} in front
     * @return the exit status
     */
    public static int run(
            PrintStream out,
            PrintStream err,
            Properties properties,
            Map<String, String> environment,
            String... arguments) {
        return new DeadLetterMain(out, err, properties, environment).execute(arguments);
    }

    private int execute(String... arguments) {
        try {
            List<String> rest = options(arguments);
            if (rest.size() < 2 || rest.size() > ("resubmit".equals(rest.get(0)) ? 3 : 2)) {
                return usage("a command and one file or directory are needed");
            }
            Path path = Path.of(rest.get(1));
            switch (rest.get(0)) {
                case "list":
                    return list(path);
                case "show":
                    return show(path);
                case "resubmit":
                    return resubmit(path, rest.size() == 3 ? rest.get(2) : null);
                default:
                    return usage("there is no command " + rest.get(0));
            }
        } catch (NoSuchFileException e) {
            return wrong("there is no file or directory " + e.getMessage());
        } catch (IOException e) {
            err.println("dead-letters: " + e.getMessage());
            return NOT_ALL;
        } catch (ConfigException | InvalidPathException e) {
            return wrong(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return usage(String.valueOf(e.getMessage()));
        }
    }

    private List<String> options(String... arguments) {
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--")) {
                rest.add(argument);
                continue;
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(argument + " needs a value");
            }
            option(argument, arguments[++i]);
        }
        return rest;
    }

    private void option(String name, String value) {
        switch (name) {
            case "--table":
                table = value;
                break;
            case "--limit":
                limit = number(name, value);
                break;
            case "--timeout":
                seconds = number(name, value);
                break;
            default:
                throw new IllegalArgumentException("there is no option " + name);
        }
    }

    private static int number(String name, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(name + " needs a whole number above 0, and not " + value);
    }

    private int usage(String problem) {
        return wrong(problem + System.lineSeparator() + USAGE);
    }

    private int wrong(String problem) {
        err.println("dead-letters: " + problem);
        return WRONG;
    }

    private int list(Path path) throws IOException {
        List<Path> files = DeadLetterFiles.of(path);
        for (Path file : files) {
            list(file, DeadLetterFiles.isDone(file) ? Files.size(file) : Progress.read(file));
        }
        if (files.isEmpty()) {
            out.println("there are no letters in " + path);
        }
        return OK;
    }

    private void list(Path file, long doneBytes) throws IOException {
        Map<String, Long> kinds = new TreeMap<>();
        long all = 0;
        long done = 0;
        DeadLetter first = null;
        DeadLetter last = null;
        try (DeadLetterReader reader = DeadLetterReader.open(file)) {
            for (DeadLetter letter = reader.next(); letter != null; letter = reader.next()) {
                all++;
                done += reader.position() <= doneBytes ? 1 : 0;
                first = first == null ? letter : first;
                last = letter;
                kinds.merge(letter.table() + ", " + letter.reason() + in(letter.column()), 1L, Long::sum);
            }
            String span = first == null || last == null ? "" : ", " + first.time() + " to " + last.time();
            out.println(file + ": " + all + " letters, " + done + " of them sent again" + span
                    + (reader.damagedLines() == 0 ? "" : ", " + reader.damagedLines() + " lines are no letters")
                    + (reader.torn() ? ", the last line is cut off" : ""));
        }
        kinds.forEach((kind, count) -> out.println("  " + count + "  " + kind));
    }

    private static String in(String column) {
        return column.isEmpty() ? "" : " in column " + column;
    }

    private int show(Path path) throws IOException {
        int shown = 0;
        for (Path file : DeadLetterFiles.of(path)) {
            try (DeadLetterReader reader = DeadLetterReader.open(file)) {
                for (DeadLetter letter = reader.next(); letter != null; letter = reader.next()) {
                    if (shown++ == limit) {
                        out.println("... and more (--limit " + limit + ")");
                        return OK;
                    }
                    out.println(letter);
                    out.println("  " + letter.eventJson());
                }
            }
        }
        return OK;
    }

    private int resubmit(Path path, @Nullable String options) throws IOException {
        Path directory = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
        Duration timeout = Duration.ofSeconds(seconds);
        try (ResubmitLanes lanes = new ResubmitLanes(
                () -> sources(options),
                table,
                directory == null ? path : directory,
                environment,
                (level, message) -> err.println("dead-letters: " + message),
                timeout)) {
            return new Resubmission(lanes, timeout, out).run(path) ? OK : NOT_ALL;
        }
    }

    private ConfigBuilder sources(@Nullable String options) {
        return ZerobusConfig.builder()
                .agentArguments(options)
                .systemProperties(properties)
                .environment(environment);
    }
}
