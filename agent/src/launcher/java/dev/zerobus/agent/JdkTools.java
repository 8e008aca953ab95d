// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

/**
 * Knows the programs that come with a JDK. With {@code JAVA_TOOL_OPTIONS} the agent gets into every one of them, where nobody
 * wants it. Stateless.
 */
final class JdkTools {

    private JdkTools() {}

    /** Tells whether the process is one of the JDK's tools: they are started as a module of the JDK. */
    static boolean isRunning() {
        return isTool(System.getProperty("jdk.module.main"), System.getProperty("jdk.module.main.class"));
    }

    static boolean isTool(String module, String mainClass) {
        if (module == null || isSourceLauncher(module, mainClass)) {
            return false;
        }
        return module.startsWith("jdk.") || module.startsWith("java.");
    }

    /** {@code java Application.java} begins in the compiler, and is an application all the same. */
    private static boolean isSourceLauncher(String module, String mainClass) {
        return module.equals("jdk.compiler")
                && mainClass != null
                && mainClass.startsWith("com.sun.tools.javac.launcher.");
    }
}
