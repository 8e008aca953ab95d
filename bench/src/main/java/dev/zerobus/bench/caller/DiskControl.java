// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The control beside the levels that write: the bytes of as many events, appended to a file and forced by the same calls of
 * the JDK, and nothing else. One thread, a process of its own.
 *
 * <p>Words: directory, {@code paced} or {@code saturated}, seconds.
 */
final class DiskControl {

    private static final long PACE_NANOS = 5_000_000;
    private static final int LARGE_BYTES = 1 << 20;

    /** Larger files are begun anew, as segments are. */
    private static final long FILE_BYTES = 8L << 20;

    private DiskControl() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(args[0]), "control");
        boolean paced = args[1].equals("paced");
        int eventBytes = HandEncoder.fields(new byte[1_024], System.currentTimeMillis() * 1_000, 4_711);
        int events = (int) (Cell.PER_SECOND * PACE_NANOS / 1_000_000_000L);
        int writeBytes = paced ? events * eventBytes : LARGE_BYTES;
        try {
            // the first second is not counted
            run(directory, writeBytes, paced, 1);
            Histogram micros = new Histogram(3);
            long from = System.nanoTime();
            long bytes = run(directory, writeBytes, paced, Double.parseDouble(args[2]), micros);
            double seconds = (System.nanoTime() - from) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "result p50=%d p99=%d p999=%d disk=%.1f rate=%.0f%n",
                    micros.getValueAtPercentile(50),
                    micros.getValueAtPercentile(99),
                    micros.getValueAtPercentile(99.9),
                    bytes / seconds / 1e6,
                    bytes / seconds / eventBytes);
        } finally {
            delete(directory);
        }
    }

    private static void run(Path directory, int bytes, boolean paced, double seconds) throws IOException {
        run(directory, bytes, paced, seconds, new Histogram(3));
    }

    private static long run(Path directory, int bytes, boolean paced, double seconds, Histogram micros)
            throws IOException {
        ByteBuffer content = ByteBuffer.allocateDirect(bytes);
        while (content.hasRemaining()) {
            content.put((byte) content.position());
        }
        long written = 0;
        long due = System.nanoTime();
        long end = due + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            Path file = Files.createTempFile(directory, "segment", "");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                for (long at = 0; at < FILE_BYTES && System.nanoTime() < end; at += bytes) {
                    for (due += PACE_NANOS; paced && System.nanoTime() < due; ) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    long from = System.nanoTime();
                    write(channel, content);
                    channel.force(false);
                    micros.recordValue((System.nanoTime() - from) / 1_000);
                    written += bytes;
                }
            }
            Files.delete(file);
        }
        return written;
    }

    private static void write(FileChannel channel, ByteBuffer content) throws IOException {
        content.clear();
        while (content.hasRemaining()) {
            channel.write(content);
        }
    }

    /** Removes a directory with all that is in it. */
    static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(directory)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
