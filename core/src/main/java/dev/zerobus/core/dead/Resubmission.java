// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import dev.zerobus.core.metrics.DeadLetterCount;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends letters again, file by file and in portions. After each portion it waits until all of it is durable or is kept again
 * with its new reason, and only then notes how far it is: so what was noted is never sent twice, and what a killed command has
 * sent without a note is sent again with the same {@code producer_id} and {@code seq}. Owned by one thread.
 */
final class Resubmission {

    private static final int PORTION_LETTERS = 1_000;
    private static final int PORTION_BYTES = 8 << 20;

    private final ResubmitLanes lanes;
    private final Duration timeout;
    private final PrintStream out;
    private final Set<String> sent = new HashSet<>();

    private long letters;
    private long doubles;
    private long damaged;

    Resubmission(ResubmitLanes lanes, Duration timeout, PrintStream out) {
        this.lanes = lanes;
        this.timeout = timeout;
        this.out = out;
    }

    /** Returns whether everything has landed. */
    boolean run(Path fileOrDirectory) throws IOException {
        // what is refused again goes to a file that is not among these
        Map<Path, Long> ends = new HashMap<>();
        List<Path> files = new ArrayList<>();
        for (Path file : DeadLetterFiles.of(fileOrDirectory)) {
            if (!DeadLetterFiles.isDone(file)) {
                files.add(file);
                ends.put(file, Files.size(file));
            }
        }
        for (Path file : files) {
            if (!send(file, ends.getOrDefault(file, 0L))) {
                return false;
            }
        }
        return sum();
    }

    private boolean sum() {
        long refused = lanes.refused();
        out.println(letters + " letters were sent again: " + lanes.landed() + " are rows now, " + refused
                + " were refused again" + (doubles == 0 ? "" : ", " + doubles + " stood there twice and were sent once")
                + (damaged == 0 ? "" : ", " + damaged + " lines were no letters and were passed over"));
        long lost = lanes.count(DeadLetterCount.UNWRITTEN);
        if (lost > 0) {
            out.println(lost + " of those that were refused could not be kept again: they are still in the files marked"
                    + " .done");
        }
        if (refused > 0) {
            out.println("repair what they complain of (dead-letters show), and send them again");
        }
        return refused == 0;
    }

    private boolean send(Path file, long end) throws IOException {
        long from = Progress.read(file);
        try (DeadLetterReader reader = DeadLetterReader.open(file, from)) {
            List<ResubmitLane> portion = new ArrayList<>();
            List<Long> ends = new ArrayList<>();
            boolean more = true;
            while (more) {
                portion.clear();
                ends.clear();
                more = fill(reader, end, portion, ends);
                if (!settle(file, portion, ends)) {
                    return false;
                }
                if (reader.position() > from) {
                    Progress.write(file, reader.position());
                    from = reader.position();
                }
            }
            damaged += reader.damagedLines();
            finish(file, reader);
        }
        return true;
    }

    /** Offers a portion; returns whether there may be more. */
    private boolean fill(DeadLetterReader reader, long end, List<ResubmitLane> portion, List<Long> ends)
            throws IOException {
        long bytes = 0;
        while (portion.size() < PORTION_LETTERS && bytes < PORTION_BYTES) {
            DeadLetter letter = reader.position() < end ? reader.next() : null;
            if (letter == null) {
                return false;
            }
            ResubmitLane lane = lanes.of(letter);
            if (!sent.add(lanes.tableOf(letter) + ' ' + letter.producerId() + ' ' + letter.seq())) {
                doubles++;
                continue;
            }
            byte[] event = letter.eventWithIdentity();
            if (!lane.offer(event)) {
                throw new IOException("a letter was not taken within " + timeout.toSeconds() + " s; " + lane.state());
            }
            letters++;
            bytes += event.length;
            portion.add(lane);
            ends.add(reader.position());
        }
        return true;
    }

    /** Waits; false if the time was not enough, with what is settled noted. */
    private boolean settle(Path file, List<ResubmitLane> portion, List<Long> ends) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean all = true;
        for (ResubmitLane lane : new HashSet<>(portion)) {
            all &= lane.flush(deadline);
        }
        if (all) {
            return true;
        }
        int done = settledPrefix(portion);
        if (done > 0) {
            Progress.write(file, ends.get(done - 1));
        }
        out.println(file.getFileName() + ": " + (portion.size() - done) + " letters were not durable within "
                + timeout.toSeconds() + " s (--timeout): "
                + portion.get(done < portion.size() ? done : portion.size() - 1).state()
                + "; what was is noted: run the same command again to go on");
        return false;
    }

    private static int settledPrefix(List<ResubmitLane> portion) {
        Map<ResubmitLane, Long> open = new HashMap<>();
        Map<ResubmitLane, Long> sizes = new HashMap<>();
        portion.forEach(lane -> sizes.merge(lane, 1L, Long::sum));
        sizes.forEach((lane, size) -> open.put(lane, lane.settled() - (lane.offered() - size)));
        for (int i = 0; i < portion.size(); i++) {
            long left = open.merge(portion.get(i), -1L, Long::sum);
            if (left < 0) {
                return i;
            }
        }
        return portion.size();
    }

    /** A file that nobody writes any more is put away. */
    private void finish(Path file, DeadLetterReader reader) throws IOException {
        try (FileHold hold = FileHold.tryOf(file)) {
            boolean whole = Files.size(file) == reader.position() || reader.torn();
            if (hold != null && whole) {
                Progress.done(file);
                out.println(file.getFileName() + ": done, now "
                        + DeadLetterFiles.doneOf(file).getFileName());
            } else {
                out.println(file.getFileName() + ": done so far; a process still writes it");
            }
        }
    }
}
