// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.cli;

import dev.zerobus.core.check.ConnectivityCheck;
import dev.zerobus.core.config.ConfigException;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.dead.DeadLetterMain;
import dev.zerobus.core.spill.SpillMain;
import dev.zerobus.schema.ReadyTable;
import dev.zerobus.schema.TableName;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command. Called by the launcher, by reflection; it reads the configuration from the same places as the agent would.
 * Owned by one thread.
 */
public final class Main {

    /** All is well. */
    static final int OK = 0;

    /** The command line or the configuration is wrong. */
    static final int WRONG = 2;

    private static final String HELP = String.join(
            System.lineSeparator(),
            "java -javaagent:zerobus-agent.jar ...         run an application with the agent",
            "java -jar zerobus-agent.jar [COMMAND]",
            "  check [OPTIONS]            the configuration, and whether it works, step by step (without a command, too)",
            "  config [OPTIONS]           the configuration, with the origin of each value; secrets are not shown",
            "  tables                     the ready-made tables",
            "  create-table ID NAME       the CREATE TABLE of one, such as: create-table logs main.ops.logs",
            "  dead-letters list FILE|DIR         events that became no row, where zerobus.dead-letters.dir keeps them",
            "  dead-letters show FILE|DIR         each of them, with its reason",
            "  dead-letters resubmit FILE|DIR [OPTIONS]",
            "                             sends them again after a repair, once, as the same rows",
            "  spill list|verify|export DIR       what waits on disk, where zerobus.spill.dir keeps it; changes nothing",
            "  --version, --help",
            "",
            "OPTIONS are key=value,key=value as behind -javaagent:zerobus-agent.jar= (no secrets: others see them).",
            "Besides, options come from -Dzerobus.KEY before -jar, from variables ZEROBUS_KEY, and from the file that",
            "zerobus.config names.",
            "Exit status: 0 all is well, 1 a step has failed, 2 the command or the configuration is wrong,",
            "70 the command itself broke, as from a damaged jar; standard error says how.");

    private final PrintStream out;
    private final PrintStream err;
    private final Properties properties;
    private final Map<String, String> environment;

    Main(PrintStream out, PrintStream err, Properties properties, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.properties = properties;
        this.environment = environment;
    }

    /**
     * Runs.
     *
     * @param arguments the command and its arguments
     * @return the exit status
     */
    public static int run(String[] arguments) {
        return new Main(System.out, System.err, System.getProperties(), System.getenv()).execute(arguments);
    }

    int execute(String... arguments) {
        String command = arguments.length == 0 ? "check" : arguments[0];
        switch (command) {
            case "check":
                return arguments.length > 2 ? usage("check takes one argument") : check(argument(arguments));
            case "config":
                return arguments.length > 2 ? usage("config takes one argument") : config(argument(arguments));
            case "tables":
                return arguments.length > 1 ? usage("tables takes no argument") : tables();
            case "create-table":
                return arguments.length != 3
                        ? usage("create-table takes a table's id and a name")
                        : createTable(arguments[1], arguments[2]);
            case "dead-letters":
                return DeadLetterMain.run(
                        out, err, properties, environment, Arrays.copyOfRange(arguments, 1, arguments.length));
            case "spill":
                return SpillMain.run(out, err, Arrays.copyOfRange(arguments, 1, arguments.length));
            case "--version":
                return say("zerobus-agent " + version());
            case "--help":
            case "-h":
                return say(HELP);
            default:
                return usage("there is no command " + command);
        }
    }

    private static @Nullable String argument(String[] arguments) {
        return arguments.length < 2 ? null : arguments[1];
    }

    private int say(String text) {
        out.println(text);
        return OK;
    }

    private int usage(String problem) {
        err.println("zerobus-agent: " + problem + System.lineSeparator() + HELP);
        return WRONG;
    }

    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "of this build" : version;
    }

    private @Nullable ZerobusConfig read(@Nullable String options) {
        out.println("zerobus-agent " + version() + ", Java " + properties.getProperty("java.version"));
        try {
            return ZerobusConfig.builder()
                    .agentArguments(options)
                    .systemProperties(properties)
                    .environment(environment)
                    .build();
        } catch (ConfigException e) {
            err.println("zerobus-agent: " + e.getMessage());
            return null;
        }
    }

    private int config(@Nullable String options) {
        ZerobusConfig config = read(options);
        return config == null ? WRONG : show(config);
    }

    private int show(ZerobusConfig config) {
        out.print(config);
        config.warnings().forEach(warning -> out.println("warning: " + warning));
        return OK;
    }

    private int check(@Nullable String options) {
        ZerobusConfig config = read(options);
        if (config == null) {
            return WRONG;
        }
        show(config);
        if (!config.enabled()) {
            return say("switched off by zerobus.enabled: there is nothing to check");
        }
        out.println();
        return ConnectivityCheck.run(config, step -> out.println(step)).exitCode();
    }

    private int tables() {
        for (ReadyTable table : ReadyTable.values()) {
            out.println(table.id() + "  " + table.description());
        }
        return OK;
    }

    private int createTable(String id, String name) {
        ReadyTable table = ReadyTable.find(id);
        if (table == null) {
            return usage("there is no ready-made table " + id + "; there are " + ReadyTable.ids());
        }
        try {
            return say(table.sql(TableName.of(name)));
        } catch (IllegalArgumentException e) {
            return usage(name + " can not be a table's name: " + e.getMessage());
        }
    }
}
