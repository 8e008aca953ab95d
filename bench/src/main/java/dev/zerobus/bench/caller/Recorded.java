// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;

/** Records where a stretch of work spends its time, when the system property {@code bench.profile} names a file. Stateless. */
final class Recorded {

    private static final String FILE = System.getProperty("bench.profile", "");
    private static final Duration PERIOD = Duration.ofMillis(10);

    private Recorded() {}

    static <T> T run(Callable<T> work) throws Exception {
        if (FILE.isEmpty()) {
            return work.call();
        }
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
            recording.start();
            T result = work.call();
            recording.stop();
            recording.dump(Path.of(FILE));
            return result;
        }
    }
}
