// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.io.File;
import java.time.Duration;

/** The options of the client as a whole. */
public final class ClientOptions {

    /** The kill switch. */
    public static final Option<Boolean> ENABLED = Option.client(
            "enabled",
            new BooleanType(),
            "true",
            "The kill switch. With `false` nothing is started, every event is refused without cost, and no other option is looked at.");

    /** The file with options. */
    public static final Option<File> CONFIG = Option.client(
            "config",
            new FileType("options as .properties or .json"),
            null,
            "A file with options, `.properties` or `.json`. It may not name another one.");

    /** How long a flush without a time of its own waits. */
    public static final Option<Duration> FLUSH_TIMEOUT = Option.client(
            "flush.timeout",
            new DurationType(Duration.ofMillis(1), Duration.ofHours(1)),
            "30s",
            "How long a flush without a time of its own waits until everything accepted is durable at the service.");

    /** How long closing may take. */
    public static final Option<Duration> SHUTDOWN_TIMEOUT = Option.client(
            "shutdown.timeout",
            new DurationType(Duration.ZERO, Duration.ofMinutes(10)),
            "10s",
            "How long closing and the shutdown hook may wait until everything accepted is durable. All lanes share it. What remains is said.");

    /** Whether the end of the process flushes. */
    public static final Option<Boolean> SHUTDOWN_HOOK = Option.client(
            "shutdown.hook",
            new BooleanType(),
            "true",
            "Whether a shutdown hook flushes when the process ends. Without it, close the client yourself.");

    /** Whether lanes are shown through JMX. */
    public static final Option<Boolean> JMX = Option.client(
            "jmx",
            new BooleanType(),
            "true",
            "Whether each lane is shown as `dev.zerobus:type=Lane,name=LANE` through JMX.");

    private ClientOptions() {}
}
