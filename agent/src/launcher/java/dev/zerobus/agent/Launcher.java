// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where the JVM enters the agent: {@code -javaagent}, attaching to a running process, and {@code java -jar}. It finds its own
 * jar, opens the class loader that holds everything else, and hands over.
 *
 * <p>Nothing here throws into the application: whatever fails is said in one line on standard error, and the application
 * runs as if there were no agent. Starting twice is starting once.
 */
public final class Launcher {

    private static final AtomicBoolean STARTED = new AtomicBoolean();

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
        if (!STARTED.compareAndSet(false, true)) {
            return;
        }
        try {
            if (JdkTools.isRunning()) {
                return;
            }
            File jar = OwnJar.find();
            ClassLoader loader = new AgentClassLoader(jar);
            loader.loadClass("dev.zerobus.agent.runtime.AgentRuntime")
                    .getMethod("start", String.class, Instrumentation.class, boolean.class)
                    .invoke(null, arguments, instrumentation, late);
        } catch (InvocationTargetException e) {
            refuse(e.getCause());
        } catch (Throwable e) {
            refuse(e);
        }
    }

    private static void refuse(Throwable reason) {
        try {
            System.err.println("zerobus: ERROR the agent does not start: " + said(reason)
                    + "; the application runs without it");
        } catch (Throwable broken) {
            // standard error is the last place to say something
        }
    }

    private static String said(Throwable reason) {
        return reason instanceof OwnJar.Unusable ? reason.getMessage() : reason.toString().replace('\n', ' ');
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
