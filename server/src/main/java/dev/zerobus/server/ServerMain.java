// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** The command line, {@code java -jar zerobus-server.jar}. Faults of the user's are one line on standard error and status 1. */
@Command(
        name = "zerobus-server",
        mixinStandardHelpOptions = true,
        versionProvider = ServerMain.Version.class,
        description = "A Zerobus-compatible server for laptops, tests and CI.",
        subcommands = {ServeCommand.class, CreateTableCommand.class, TablesCommand.class, PreviewCommand.class})
public final class ServerMain implements Callable<Integer> {

    private static final int UNSAFE_WARNS_SINCE = 24;

    @Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    private ServerMain() {}

    /**
     * Runs a command and ends the process with its status.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        quietNetty();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(args, out, new PrintWriter(System.err, true, StandardCharsets.UTF_8)));
    }

    /** Newer JDKs print four lines of warning when netty allocates through Unsafe; without it they print none. */
    private static void quietNetty() {
        String option = "io.grpc.netty.shaded.io.netty.noUnsafe";
        if (Runtime.version().feature() >= UNSAFE_WARNS_SINCE && System.getProperty(option) == null) {
            System.setProperty(option, "true");
        }
    }

    static int run(String[] args, PrintWriter out, PrintWriter err) {
        return new CommandLine(new ServerMain())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((fault, command, parsed) -> {
                    command.getErr().println("zerobus-server: " + message(fault));
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args);
    }

    private static String message(Exception fault) {
        String message = fault.getMessage();
        return message == null || message.isBlank() ? fault.toString() : message.strip();
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
        return CommandLine.ExitCode.USAGE;
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ServerMain.class.getPackage().getImplementationVersion();
            return new String[] {"zerobus-server " + (version == null ? "(not packaged)" : version)};
        }
    }
}
