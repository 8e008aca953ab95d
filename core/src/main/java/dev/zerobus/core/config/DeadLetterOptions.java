// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** The options that say where accepted events are kept that can not become rows. */
public final class DeadLetterOptions {

    /** Where they are kept. */
    public static final Option<File> DIR = Option.client(
            "dead-letters.dir",
            new DirectoryType("for events that became no row"),
            null,
            "Where accepted events are kept that can not become rows, with their reason, until they are sent again after a repair. Several processes may share it. Without it `dead-letters` in `spill.dir`, if that is set; else they are counted and said, and gone.");

    /** How much all of them may have. */
    public static final Option<Integer> MAX_SIZE = Option.client(
            "dead-letters.max-size",
            new SizeType(1 << 20, 1 << 30, false),
            "64MiB",
            "How much all files in that directory may have; the oldest one is removed when there would be more, which is counted and said. Each process that shares the directory may have a file of an eighth of it, at most 8 MiB, beyond that.");

    private static final String WITHIN_SPILL = "dead-letters";

    private DeadLetterOptions() {}

    /**
     * Says where they are kept: whoever has named a place for events on disk does not lose these for want of another name.
     *
     * @param config what was configured
     * @return the directory; null if nothing of this client goes to disk
     */
    public static @Nullable File directory(ZerobusConfig config) {
        File named = config.find(DIR);
        File spill = config.find(SpillOptions.DIR);
        return named != null || spill == null ? named : new File(spill, WITHIN_SPILL);
    }
}
