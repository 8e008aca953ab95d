// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import static dev.zerobus.server.wal.LogFixture.ORDERS;
import static dev.zerobus.server.wal.LogFixture.contents;
import static dev.zerobus.server.wal.LogFixture.message;
import static dev.zerobus.server.wal.LogFixture.rows;
import static dev.zerobus.server.wal.LogFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file layer in between shows when things are forced, holds them up and breaks them. */
final class GroupCommitTest {

    private final List<String> notices = new CopyOnWriteArrayList<>();

    @TempDir
    Path temp;

    @Test
    void acknowledgesNothingBeforeTheForceAndGathersMeanwhile() throws Exception {
        Files files = new Files();
        try (Wal wal = Wal.open(settings(temp, 1 << 20), files, notices::add)) {
            LogDescriptor descriptor = wal.register(ORDERS, message("Row"));
            files.hold();
            List<LogFixture.Acked> acks = new ArrayList<>();
            acks.add(append(wal, descriptor, "first"));
            files.awaitForce();
            for (int i = 0; i < 50; i++) {
                acks.add(append(wal, descriptor, "row " + i));
            }
            long before = wal.durablePosition();
            assertThat(acks).noneMatch(ack -> ack.done.isDone());
            assertThat(contents(wal)).as("what is not forced can not be read").isEmpty();

            files.letGo();
            for (LogFixture.Acked ack : acks) {
                ack.done.get(20, TimeUnit.SECONDS);
            }
            assertThat(wal.stats().commits())
                    .as("one for the first, one for all others")
                    .isEqualTo(2);
            assertThat(wal.durablePosition()).isGreaterThan(before);
            assertThat(contents(wal)).hasSize(51);
        }
    }

    @Test
    void tellsAStreamOnceInACommitAndTheHighestTicket() throws Exception {
        Files files = new Files();
        try (Wal wal = Wal.open(settings(temp, 1 << 20), files, notices::add)) {
            LogDescriptor descriptor = wal.register(ORDERS, message("Row"));
            files.hold();
            append(wal, descriptor, "in the way");
            files.awaitForce();
            List<Long> told = new CopyOnWriteArrayList<>();
            CountDownLatch done = new CountDownLatch(1);
            CommitListener stream = new CommitListener() {
                @Override
                public void durable(long ticket) {
                    told.add(ticket);
                    done.countDown();
                }

                @Override
                public void failed(WalFailedException failure) {}
            };
            for (int i = 0; i < 10; i++) {
                wal.append(descriptor, rows("r"), stream, i);
            }
            files.letGo();
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(told).containsExactly(9L);
        }
    }

    @Test
    void aFullDiskEndsAllAcknowledgementsAndSaysWhatToDo() throws Exception {
        Files files = new Files();
        try (Wal wal = Wal.open(settings(temp, 1 << 20), files, notices::add)) {
            LogDescriptor descriptor = wal.register(ORDERS, message("Row"));
            append(wal, descriptor, "good").done.get(20, TimeUnit.SECONDS);
            files.writeFailure = new IOException("No space left on device");

            LogFixture.Acked bad = append(wal, descriptor, "bad");
            assertThatThrownBy(() -> bad.done.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(WalFailedException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("restart the server");
            files.writeFailure = null;
            LogFixture.Acked later = append(wal, descriptor, "later");
            assertThat(later.done).isCompletedExceptionally();
            assertThat(wal.failure()).isNotNull();
            assertThat(notices).singleElement().asString().contains(temp.toString());
            assertThat(contents(wal)).containsExactly("orders:good");
        }
    }

    @Test
    void aForceThatFailsIsFinalAlthoughTheNextOneWouldWork() throws Exception {
        Files files = new Files();
        try (Wal wal = Wal.open(settings(temp, 1 << 20), files, notices::add)) {
            LogDescriptor descriptor = wal.register(ORDERS, message("Row"));
            files.forceFailures.set(1);
            assertThatThrownBy(() -> append(wal, descriptor, "a").done.get(20, TimeUnit.SECONDS))
                    .hasMessageContaining("Input/output error");
            assertThat(append(wal, descriptor, "b").done).isCompletedExceptionally();
            assertThat(contents(wal)).isEmpty();
        }
    }

    @Test
    void asksForAPauseWhileTheQueueIsFullAndEndsItWhenItIsTaken() throws Exception {
        Files files = new Files();
        try (Wal wal = Wal.open(new WalSettings(temp, 1 << 20, 1_000), files, notices::add)) {
            LogDescriptor descriptor = wal.register(ORDERS, message("Row"));
            AtomicInteger ran = new AtomicInteger();
            wal.whenRoom(ran::incrementAndGet);
            assertThat(ran).hasValue(1);

            files.hold();
            append(wal, descriptor, "in the way");
            files.awaitForce();
            append(wal, descriptor, "x".repeat(2_000));
            CountDownLatch room = new CountDownLatch(1);
            wal.whenRoom(room::countDown);
            assertThat(room.getCount()).isEqualTo(1);
            assertThat(wal.stats().queuedBytes()).isGreaterThan(1_000);

            files.letGo();
            assertThat(room.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aListenerThatThrowsDoesNotHarmTheOthers() throws Exception {
        try (Wal wal = Wal.open(settings(temp, 1 << 20), notices::add)) {
            LogDescriptor descriptor = wal.register(ORDERS, message("Row"));
            wal.append(
                    descriptor,
                    rows("a"),
                    new CommitListener() {
                        @Override
                        public void durable(long ticket) {
                            throw new IllegalStateException("a fault of one stream");
                        }

                        @Override
                        public void failed(WalFailedException failure) {}
                    },
                    0);
            assertThat(append(wal, descriptor, "b").done.get(20, TimeUnit.SECONDS))
                    .isZero();
        }
    }

    private static LogFixture.Acked append(Wal wal, LogDescriptor descriptor, String row) {
        LogFixture.Acked acked = new LogFixture.Acked();
        wal.append(descriptor, rows(row), acked, 0);
        return acked;
    }

    /** The real disk with a brake and faults. */
    private static final class Files implements WalFiles {
        final AtomicInteger forceFailures = new AtomicInteger();
        volatile IOException writeFailure;
        private final Semaphore forcing = new Semaphore(0);
        private volatile CountDownLatch brake = new CountDownLatch(0);

        void hold() {
            forcing.drainPermits();
            brake = new CountDownLatch(1);
        }

        void awaitForce() throws InterruptedException {
            assertThat(forcing.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }

        void letGo() {
            brake.countDown();
        }

        @Override
        public Output create(Path file) throws IOException {
            Output real = DISK.create(file);
            return new Output() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    if (writeFailure != null) {
                        throw writeFailure;
                    }
                    real.write(bytes);
                }

                @Override
                public void force() throws IOException {
                    forcing.release();
                    try {
                        brake.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    if (forceFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new IOException("Input/output error");
                    }
                    real.force();
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            DISK.forceDirectory(directory);
        }
    }
}
