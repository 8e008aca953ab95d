// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.io.File;
import java.time.Duration;

/** The options that say what of a lane goes to disk, and where. */
public final class SpillOptions {

    /** Where events wait on disk. */
    public static final Option<File> DIR = Option.client(
            "spill.dir",
            new DirectoryType("for events that wait on disk"),
            null,
            "Where events wait on disk until they are durable at the service. Several processes may share it. What a process has left there is sent by the next one that starts. Without it events are in memory only.");

    /** What goes to disk. */
    public static final Option<Durability> DURABILITY = Option.lane(
            "durability",
            new ChoiceType<>(Durability.class),
            "overflow",
            "What goes to `spill.dir`, if that is set: `overflow` what finds no room in memory and what is left at the end, `write-ahead` every event before it is sent, `memory` nothing.");

    /** How much a lane may have on disk. */
    public static final Option<Integer> MAX_SIZE = Option.lane(
            "spill.max-size",
            new SizeType(16 << 20, 1 << 30, false),
            "1GiB",
            "How much a lane may have on disk. When that is full too, `overflow.policy` decides about new events.");

    /** When what was written is forced. */
    public static final Option<Duration> FORCE_EVERY = Option.lane(
            "spill.force-every",
            new DurationType(Duration.ZERO, Duration.ofHours(1)),
            "500ms",
            "How long what was written to disk may be at the mercy of a power cut, until the system is told to write it at once; the end of the process is survived without that. With `0s` nothing relies on it before.");

    private SpillOptions() {}
}
