// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.function.BiConsumer;

/**
 * Where the JVM enters the agent: {@code -javaagent}, attaching to a running process, and {@code java -jar}. It finds its own
 * jar, opens the class loader that holds everything else, and hands over.
 *
 * <p>Nothing here throws into the application: whatever fails is said in one line on standard error, and the application
 * runs as if there were no agent. Starting twice is starting once; a start that ended without an agent (switched off, a wrong
 * configuration) may be tried again, by attaching with other options.
 */
public final class Launcher {

    /** Guarded by the class. */
    private static boolean started;

    /** Guarded by the class: a start has ended, with an agent or without one. */
    private static boolean ended;

    private Launcher() {}

    /**
     * Starts the agent before {@code main}.
     *
     * @param arguments what stands behind {@code -javaagent:zerobus-agent.jar=}; null for nothing
     * @param instrumentation the JVM's
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, false);
    }

    /**
     * Starts the agent in a process that runs already.
     *
     * @param arguments the options that were given while attaching; null for nothing
     * @param instrumentation the JVM's
     */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, true);
    }

    private static void start(String arguments, Instrumentation instrumentation, boolean late) {
        if (!begin(late)) {
            return;
        }
        try {
            if (JdkTools.isRunning()) {
                return;
            }
            AgentClassLoader loader = new AgentClassLoader(OwnJar.find());
            // Initialising it makes it say in the bridge who it is: calling it by reflection would cost five times as
            // much
            Class.forName("dev.zerobus.agent.runtime.AgentEntry", true, loader);
            BiConsumer<String, Instrumentation> entry = late ? Bridge.lateEntry : Bridge.entry;
            Bridge.entry = null;
            Bridge.lateEntry = null;
            entry.accept(arguments, instrumentation);
            loader.started();
        } catch (Throwable e) {
            refuse(e);
        } finally {
            end();
        }
    }

    private static synchronized boolean begin(boolean late) {
        boolean may = !started || (late && ended && Bridge.doors == null);
        started |= may;
        ended &= !may;
        return may;
    }

    private static synchronized void end() {
        ended = true;
    }

    private static void refuse(Throwable reason) {
        try {
            System.err.println(
                    "zerobus: ERROR the agent does not start: " + said(reason) + "; the application runs without it");
        } catch (Throwable broken) {
            // standard error is the last place to say something
        }
    }

    private static String said(Throwable reason) {
        Throwable cause =
                reason instanceof ExceptionInInitializerError && reason.getCause() != null ? reason.getCause() : reason;
        return cause instanceof OwnJar.Unusable
                ? cause.getMessage()
                : cause.toString().replace('\n', ' ');
    }

    /**
     * The command line: what is configured, and whether it works.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        int code;
        try {
            code = (Integer) new AgentClassLoader(OwnJar.find())
                    .loadClass("dev.zerobus.agent.cli.Main")
                    .getMethod("run", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            System.err.println("zerobus: ERROR " + e.getCause());
            code = 70;
        } catch (Throwable e) {
            System.err.println("zerobus: ERROR " + said(e));
            code = 70;
        }
        System.exit(code);
    }
}
