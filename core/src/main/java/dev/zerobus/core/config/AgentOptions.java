// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

/** The options of the agent, besides those of the client inside it. */
public final class AgentOptions {

    /** In which programs it does not start. */
    public static final Option<KeyPatterns> SKIP_MAIN = Option.client(
            "agent.skip-main",
            new KeyPatternsType("org.apache.maven.*,org.gradle.*,com.example.tools.*"),
            "none",
            "In which programs the agent does nothing, by main class or jar, for an agent in `JAVA_TOOL_OPTIONS`. The programs of the JDK are always left alone.");

    /** Whether it speaks while all is well. */
    public static final Option<Boolean> VERBOSE = Option.client(
            "agent.verbose",
            new BooleanType(),
            "false",
            "Whether the agent says on standard error what it does while all is well: which classes were made to emit events, and the client's own news.");

    private AgentOptions() {}
}
