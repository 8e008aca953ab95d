// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import dev.zerobus.api.Severity;
import java.io.File;
import java.util.Set;

/** What the agent takes from an application: log events, and the methods that rules name. */
public final class CaptureOptions {

    /** The longest list of rules that fits into an option; more go into a file. */
    private static final int MAX_RULES_LENGTH = 64 << 10;

    /** Whose log events. */
    public static final Option<Set<CaptureFramework>> FRAMEWORKS = Option.client(
            "agent.capture.frameworks",
            new CaptureFrameworksType(),
            "log4j2,logback,jul",
            "The frameworks whose log events the agent takes. A logger context that has a Zerobus appender is left to it.");

    /** From which level on. */
    public static final Option<Severity> LEVEL = Option.client(
            "agent.capture.level",
            new ChoiceType<>(Severity.class),
            "trace",
            "The lowest level that the agent takes of what the application's own levels and filters let through.");

    /** Of which loggers. */
    public static final Option<EventPatterns> INCLUDE = Option.client(
            "agent.capture.include", new LoggerPatternsType(), "*", "The loggers whose events the agent takes.");

    /** Of which loggers not. */
    public static final Option<EventPatterns> EXCLUDE = Option.client(
            "agent.capture.exclude",
            new LoggerPatternsType(),
            null,
            "The loggers whose events the agent does not take, also where `agent.capture.include` names them.");

    /** Methods that emit events. */
    public static final Option<String> RULES = Option.client(
            "agent.rules",
            new TextType(MAX_RULES_LENGTH, "rules in their short form, separated by semicolons"),
            null,
            "Methods that emit events though nobody wrote them for it, such as"
                    + " `com.acme.Orders#place -> order_placed {arg0=order_id, return=total}`.");

    /** A file with more of them. */
    public static final Option<File> RULES_FILE = Option.client(
            "agent.rules-file", new FileType("rules as .json"), null, "A JSON file with more rules for methods.");

    private CaptureOptions() {}
}
