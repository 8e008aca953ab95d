// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.spill.SpillDirectory;
import dev.zerobus.core.spill.SpillFile;
import dev.zerobus.core.spill.SpillFiles;
import dev.zerobus.core.spill.SpillSettings;
import dev.zerobus.core.stream.ScriptedSession;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lane with its thread and a real directory, or one that hangs. */
class SpillThreadsTest {

    private static final Duration SOON = Duration.ofMillis(200);

    @TempDir
    Path temp;

    private final CountDownLatch hangs = new CountDownLatch(1);

    /** Every opening for writing hangs until the test ends. */
    private final class Hanging implements SpillFiles {

        @Override
        public void makeDirectory(Path directory) throws IOException {
            REAL.makeDirectory(directory);
        }

        @Override
        public List<String> list(Path directory) throws IOException {
            return REAL.list(directory);
        }

        @Override
        public SpillFile openToRead(Path file) throws IOException {
            return REAL.openToRead(file);
        }

        @Override
        public SpillFile openToWrite(Path file) throws IOException {
            try {
                hangs.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return REAL.openToWrite(file);
        }

        @Override
        public void delete(Path file) throws IOException {
            REAL.delete(file);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            REAL.rename(from, to);
        }

        @Override
        public void forceNames(Path directory) throws IOException {
            REAL.forceNames(directory);
        }

        @Override
        public Closeable lock(Path file) throws IOException {
            return REAL.lock(file);
        }
    }

    private UnaryOperator<LaneBuilder> spill(SpillFiles files, boolean ahead) {
        SpillDirectory directory =
                new SpillDirectory(temp.resolve("spill"), files, () -> LaneHarness.PRODUCER, (level, message) -> {});
        return builder -> builder.spill(
                () -> directory.log("orders", LaneHarness.TABLE.name().fullName(), SpillSettings.DEFAULT), ahead);
    }

    private static LiveLane blackHole(UnaryOperator<LaneBuilder> more) {
        return new LiveLane(
                (table, listener, wakeup) -> new ScriptedSession(listener, wakeup).opensByItself(false),
                settings -> settings.ringBytes(1 << 18),
                more);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDiskThatHangsIsGivenUpOnAfterTheDeadline(boolean ahead) {
        try (LiveLane lane = blackHole(spill(new Hanging(), ahead))) {
            lane.emit(0, 100);
            long begin = System.nanoTime();
            LaneReport report = lane.close(SOON);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
            assertThat(report.finished()).isFalse();
            assertThat(report.balances()).as(report.toString()).isTrue();
            hangs.countDown();
            lane.close(Duration.ofSeconds(30)); // its thread still writes, and the directory is about to be deleted
        } finally {
            hangs.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCloseWithoutTimeSpillsWhatIsThere(boolean ahead) {
        try (LiveLane lane = blackHole(spill(SpillFiles.REAL, ahead))) {
            lane.emit(0, 500);
            LaneReport report = lane.close(Duration.ZERO);
            assertThat(report.finished()).isTrue();
            assertThat(report.spilled()).as(report.toString()).isEqualTo(500);
            assertThat(report.remaining()).isZero();
            assertThat(report.balances()).isTrue();
        }
    }

    @Test
    void writeAheadTellsHowFarItHasCome() {
        try (LiveLane lane = blackHole(spill(SpillFiles.REAL, true))) {
            lane.emit(0, 500);
            LiveLane.await("all on disk", () -> lane.metrics.snapshot().disk().sealedUpTo() == 500);
            LiveLane.await("all forced", () -> lane.metrics.snapshot().disk().forcedUpTo() == 500);
            assertThat(lane.metrics.snapshot().queued()
                            + lane.metrics.snapshot().inFlight())
                    .as("nothing has left the ring")
                    .isEqualTo(500);
        }
    }
}
