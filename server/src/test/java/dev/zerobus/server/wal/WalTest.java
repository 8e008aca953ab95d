// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import static dev.zerobus.server.wal.LogFixture.CLICKS;
import static dev.zerobus.server.wal.LogFixture.ORDERS;
import static dev.zerobus.server.wal.LogFixture.contents;
import static dev.zerobus.server.wal.LogFixture.message;
import static dev.zerobus.server.wal.LogFixture.put;
import static dev.zerobus.server.wal.LogFixture.segments;
import static dev.zerobus.server.wal.LogFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WalTest {

    private final List<String> notices = new ArrayList<>();

    @TempDir
    Path temp;

    private Path directory;

    @BeforeEach
    void place() {
        directory = temp.resolve("wal");
    }

    private Wal open(long segmentBytes) throws Exception {
        return Wal.open(settings(directory, segmentBytes), notices::add);
    }

    @Test
    void forcesTheNamesOfItsDirectoriesBeforeItTakesAnything() throws Exception {
        List<Path> forced = new ArrayList<>();
        WalFiles recording = new WalFiles() {
            @Override
            public Output create(Path file) throws IOException {
                return DISK.create(file);
            }

            @Override
            public void forceDirectory(Path path) throws IOException {
                DISK.forceDirectory(path);
                forced.add(path);
            }
        };
        Path data = directory.resolve("data");
        Path log = data.resolve("wal");
        try (Wal wal = Wal.open(settings(log, 1 << 20), recording, notices::add)) {
            assertThat(wal.failure()).isNull();
            assertThat(forced).contains(log, data, directory);
        }
    }

    @Test
    void givesBackWhatWasAppendedInOrderWithTablesAndDescriptors() throws Exception {
        try (Wal wal = open(1 << 20)) {
            put(wal, ORDERS, "a", "b");
            put(wal, CLICKS, "c");
            put(wal, ORDERS, "", "d");

            List<LogEntry> entries = new ArrayList<>();
            long reached = wal.read(0, wal.durablePosition(), entries::add);

            assertThat(contents(wal)).containsExactly("orders:a", "orders:b", "clicks:c", "orders:", "orders:d");
            assertThat(reached).isEqualTo(wal.durablePosition());
            assertThat(entries.get(2).nextPosition()).isEqualTo(reached);
            assertThat(entries.get(0).descriptor())
                    .isSameAs(entries.get(2).descriptor())
                    .isEqualTo(message("Row"));
        }
    }

    @Test
    void goesOnFromTheEntryAtWhichTheReaderStopped() throws Exception {
        try (Wal wal = open(100)) {
            for (String row : List.of("a", "b", "c", "d")) {
                put(wal, ORDERS, row);
            }
            List<String> found = new ArrayList<>();
            long position = 0;
            while (position < wal.durablePosition()) {
                position = wal.read(position, wal.durablePosition(), entry -> {
                    found.add(entry.rows().get(0).toStringUtf8());
                    return false;
                });
            }
            assertThat(found).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void leavesOutEntriesThatReachBeyondTheEnd() throws Exception {
        try (Wal wal = open(1 << 20)) {
            put(wal, ORDERS, "a");
            long first = wal.durablePosition();
            put(wal, ORDERS, "b");
            List<LogEntry> entries = new ArrayList<>();
            assertThat(wal.read(0, first + 5, entries::add)).isEqualTo(first);
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void outlivesRestartsWithTheSameIdAndRisingPositions() throws Exception {
        UUID id;
        long before;
        try (Wal wal = open(1 << 20)) {
            put(wal, ORDERS, "a");
            id = wal.id();
            before = wal.durablePosition();
        }
        try (Wal wal = open(1 << 20)) {
            assertThat(wal.id()).isEqualTo(id);
            assertThat(wal.durablePosition()).isGreaterThanOrEqualTo(before);
            put(wal, ORDERS, "b");
            assertThat(contents(wal)).containsExactly("orders:a", "orders:b");
            assertThat(wal.stats().recoveredEntries()).isEqualTo(1);
            assertThat(notices).isEmpty();
        }
    }

    @Test
    void beginsANewSegmentWhenOneIsFullAndRepeatsTheDescriptorThere() throws Exception {
        try (Wal wal = open(100)) {
            for (int i = 0; i < 10; i++) {
                put(wal, ORDERS, "row " + i);
            }
            assertThat(segments(directory)).hasSizeGreaterThan(2);
            // the first ones go: what is left must be readable by itself after a restart
            long middle = wal.read(0, wal.durablePosition(), entry -> false);
            wal.release(middle + 200);
        }
        try (Wal wal = open(100)) {
            List<String> left = contents(wal);
            assertThat(left).isNotEmpty().hasSizeLessThan(10).endsWith("orders:row 9");
            assertThat(notices).isEmpty();
        }
    }

    @Test
    void deletesWholeSegmentsBelowTheReleasedPositionOnly() throws Exception {
        try (Wal wal = open(100)) {
            put(wal, ORDERS, "first");
            long behindFirst = wal.durablePosition();
            for (int i = 0; i < 6; i++) {
                put(wal, ORDERS, "row " + i);
            }
            int all = segments(directory).size();
            wal.release(behindFirst - 1);
            assertThat(segments(directory)).hasSize(all);
            wal.release(wal.durablePosition());
            assertThat(segments(directory)).hasSize(1);
            assertThat(wal.stats().segments()).isEqualTo(1);
            put(wal, ORDERS, "last");
            assertThat(contents(wal)).contains("orders:last").doesNotContain("orders:first");
        }
    }

    @Test
    void keepsPositionsRisingWhenEverythingWasReleased() throws Exception {
        long position;
        try (Wal wal = open(100)) {
            put(wal, ORDERS, "a");
            position = wal.durablePosition();
        }
        try (Wal wal = open(100)) {
            wal.release(wal.durablePosition());
        }
        try (Wal wal = open(100)) {
            assertThat(wal.durablePosition()).isGreaterThanOrEqualTo(position);
            assertThat(contents(wal)).isEmpty();
            assertThat(segments(directory)).hasSize(1);
        }
    }

    @Test
    void takesANewIdentityWhenItsSegmentsAreGone() throws Exception {
        UUID id;
        try (Wal wal = open(100)) {
            put(wal, ORDERS, "a");
            id = wal.id();
        }
        for (Path segment : segments(directory)) {
            Files.delete(segment);
        }
        try (Wal wal = open(100)) {
            assertThat(wal.id()).isNotEqualTo(id);
        }
    }

    @Test
    void learnsItsIdentityFromASegmentWhenTheIdFileIsDamaged() throws Exception {
        UUID id;
        try (Wal wal = open(100)) {
            put(wal, ORDERS, "a");
            id = wal.id();
        }
        String text = Files.readString(directory.resolve("id"));
        Files.writeString(directory.resolve("id"), (text.charAt(0) == 'a' ? 'b' : 'a') + text.substring(1));
        try (Wal wal = open(100)) {
            assertThat(wal.id()).isEqualTo(id);
            assertThat(contents(wal)).containsExactly("orders:a");
        }
    }

    @Test
    void takesLargeRowsAndManyOfThem() throws Exception {
        byte[] large = new byte[3 << 20];
        large[large.length - 1] = 7;
        try (Wal wal = open(1 << 20)) {
            LogDescriptor descriptor = wal.register(ORDERS, message("Row"));
            LogFixture.Acked acked = new LogFixture.Acked();
            List<ByteString> many = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                many.add(ByteString.copyFromUtf8("r" + i));
            }
            many.add(ByteString.copyFrom(large));
            wal.append(descriptor, many, acked, 0);
            acked.done.get();
            wal.read(0, wal.durablePosition(), entry -> {
                assertThat(entry.rows()).isEqualTo(many);
                return true;
            });
            assertThat(wal.stats().rows()).isEqualTo(20_001);
        }
    }

    @Test
    void refusesAppendsAfterItWasClosed() throws Exception {
        Wal wal = open(100);
        wal.close();
        wal.close();
        LogFixture.Acked acked = new LogFixture.Acked();
        wal.append(wal.register(ORDERS, message("Row")), LogFixture.rows("a"), acked, 0);
        assertThat(acked.done).isCompletedExceptionally();
    }

    @Test
    void ignoresFilesThatAreNotSegments() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.writeString(directory.resolve("ffffffffffffffff.wal"), "negative");
        try (Wal wal = open(100)) {
            put(wal, ORDERS, "a");
            assertThat(contents(wal)).containsExactly("orders:a");
        }
        assertThat(directory.resolve("notes.txt")).hasContent("mine");
    }
}
