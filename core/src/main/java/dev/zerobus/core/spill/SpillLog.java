// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import dev.zerobus.core.status.StatusChannel;
import java.io.IOException;
import java.util.List;

/**
 * The events of one lane on disk: appended behind the newest, read from any place on, settled from the oldest. Events keep
 * the number and the ring position that they came with. Owned by the lane's drain thread, but for {@link #counts}.
 *
 * <p>Nothing here throws for trouble with the disk. {@link #append} and {@link #seal} answer false, after which nothing of
 * what was appended since the last seal is there; every {@value #PROBE_SECONDS} seconds the disk is tried again. Reading
 * passes over what is damaged.
 */
public final class SpillLog {

    /** How large a segment file becomes. */
    static final int SEGMENT_BYTES = 8 << 20;

    /** How long a broken disk is left alone. */
    static final int PROBE_SECONDS = 5;

    private static final long PROBE_NANOS = PROBE_SECONDS * 1_000_000_000L;

    private final String lane;
    private final String table;
    private final SpillVoice voice;
    private final SpillCounts counts = new SpillCounts();
    private final SegmentList segments = new SegmentList(counts);
    private final SpillWriter writer;
    private final SpillReader reader;
    private final LaneDirectory directory;
    private long settledSeq;
    private boolean broken;
    private long probeNanos;
    private long nowNanos;

    SpillLog(
            LaneDirectory directory,
            SpillFiles files,
            String lane,
            String table,
            SpillSettings settings,
            StatusChannel status) {
        this.directory = directory;
        this.lane = lane;
        this.table = table;
        this.voice = new SpillVoice(status, lane, directory.path());
        this.writer = new SpillWriter(files, directory, segments, settings, counts);
        this.reader =
                new SpillReader(files, segments, writer.unforced(), new Quarantine(files, directory.path()), counts);
    }

    /** One that a process left behind: takes up what is there, to be read and settled, not appended to. */
    static SpillLog leftBehind(
            LaneDirectory directory, SpillFiles files, String lane, String table, StatusChannel status)
            throws IOException {
        SpillLog log = new SpillLog(directory, files, lane, table, SpillSettings.DEFAULT, status);
        log.settledSeq = directory.checkpoint().takeUp();
        log.counts.settled(log.settledSeq);
        try {
            Recovery.segments(files, directory.path(), log.reader).forEach(log.segments::add);
        } catch (IOException e) {
            log.reader.close();
            throw e;
        }
        if (!log.segments.isEmpty()) {
            log.counts.sealed(log.segments.newest().endSeq);
            log.counts.forced(log.segments.newest().endSeq);
        }
        log.writer.refuseAll();
        log.seek(log.settledSeq);
        return log;
    }

    /**
     * Returns whose events these are.
     *
     * @return the lane's name in the configuration of the process that wrote them
     */
    public String lane() {
        return lane;
    }

    /**
     * Returns where they were to go.
     *
     * @return the table's full name; empty if that is not known any more
     */
    public String table() {
        return table;
    }

    /**
     * Returns what has happened. Any thread.
     *
     * @return the counts, live
     */
    public SpillCounts counts() {
        return counts;
    }

    /**
     * Returns up to where events need not be kept.
     *
     * @return the number behind the last of them; of a log left behind what its process had noted
     */
    public long settledSeq() {
        return settledSeq;
    }

    /**
     * Returns how far it reaches.
     *
     * @return the number behind the last sealed event, or 0
     */
    public long endSeq() {
        return segments.isEmpty() ? 0 : segments.newest().endSeq;
    }

    /**
     * Appends a copy of an event. It can be read once it is sealed.
     *
     * @param bytes hold the event
     * @param offset where it begins
     * @param length how long it is
     * @param seq its number, above that of all before
     * @param position the ring position behind it
     * @return whether it was taken; if not, the disk has trouble or the spill is full
     */
    public boolean append(byte[] bytes, int offset, int length, long seq, long position) {
        if (broken) {
            return false;
        }
        if (!writer.hasRoomFor(length)) {
            voice.full(segments.bytes());
            return false;
        }
        try {
            writer.append(bytes, offset, length, seq, position);
            return true;
        } catch (IOException e) {
            broke(e);
            return false;
        }
    }

    /**
     * Makes everything appended readable, and survive the end of this process; a power cut too if it is to be forced at once.
     *
     * @return whether that is so; if not, nothing appended since the last seal is there
     */
    public boolean seal() {
        if (broken) {
            return writer.dropUnsealed(); // written now, it would stand before what is to be written anew
        }
        try {
            boolean done = writer.seal();
            if (endSeq() > directory.checkpoint().noted()
                    && settledSeq > directory.checkpoint().noted()) {
                note(false);
            }
            return done;
        } catch (IOException e) {
            broke(e);
            writer.seal(true);
            return false;
        }
    }

    /**
     * Tells whether appending is worth a try, and tries a broken disk again if it is time.
     *
     * @param now the time, on the scale of {@link System#nanoTime}
     * @return whether it is
     */
    public boolean usable(long now) {
        nowNanos = now;
        if (broken && now - probeNanos >= 0) {
            probe();
        }
        if (broken) {
            return false;
        }
        if (writer.hasRoomFor(0)) {
            voice.hasRoom();
            return true;
        }
        return false;
    }

    /**
     * Forces what was sealed, if that is due. To be called every now and then.
     *
     * @param now the time, on the scale of {@link System#nanoTime}
     */
    public void tick(long now) {
        nowNanos = now;
        if (broken || !writer.forceIsDue(now)) {
            return;
        }
        try {
            writer.force();
        } catch (IOException e) {
            broke(e);
        }
    }

    /**
     * Chooses what {@link #next} answers: the first event with this number or a higher one.
     *
     * @param seq a number
     */
    public void seek(long seq) {
        reader.seek(seq);
    }

    /**
     * Moves over the next sealed event. What can not be read is passed over as damaged.
     *
     * @return false if there is none now
     */
    public boolean next() {
        return reader.next(false, 0);
    }

    /**
     * Moves over the next sealed event, and waits for what the file system does not give now, because the process is out of
     * descriptors for instance: up to 10 minutes for a file, 15 s for a place in it. Only then it counts as damaged.
     *
     * @param now the time, on the scale of {@link System#nanoTime}
     * @return false if there is none now; {@link #waits} is to be asked why
     */
    public boolean nextOrWait(long now) {
        boolean found = reader.next(true, now);
        voice.waits(!found && reader.waits());
        return found;
    }

    /**
     * After {@link #nextOrWait} answered false: whether there is more, to be asked for again later.
     *
     * @return false if everything sealed was read
     */
    public boolean waits() {
        return reader.waits();
    }

    /**
     * Returns the array that has the current event.
     *
     * @return an array, valid until the next call
     */
    public byte[] bytes() {
        return reader.current().bytes();
    }

    /**
     * Returns where the current event begins.
     *
     * @return index in {@link #bytes}
     */
    public int offset() {
        return reader.current().offset();
    }

    /**
     * Returns how long the current event is.
     *
     * @return bytes
     */
    public int length() {
        return reader.current().length();
    }

    /**
     * Returns the current event's number.
     *
     * @return the sequence number
     */
    public long seq() {
        return reader.current().seq();
    }

    /**
     * Returns the ring position behind the current event.
     *
     * @return the position that it was appended with
     */
    public long position() {
        return reader.current().position();
    }

    /**
     * Everything below this number need not be kept. Segments that are settled as a whole are deleted, which needs no room.
     *
     * @param seq a number; nothing happens if it is not above the last one
     */
    public void settle(long seq) {
        if (seq <= settledSeq) {
            return;
        }
        settledSeq = seq;
        counts.settled(seq);
        if (endSeq() <= directory.checkpoint().noted()) {
            return;
        }
        note(writer.mayGo(segments.oldest(), seq));
        while (!segments.isEmpty() && writer.mayGo(segments.oldest(), seq)) {
            remove(segments.oldest());
        }
    }

    /**
     * Ends the use: everything sealed is forced, and if nothing is left to be sent the lane's directory goes. What was not
     * sealed is dropped.
     *
     * @return whether everything that is not settled survives a power cut
     */
    public boolean close() {
        boolean safe = !broken;
        try {
            writer.dropUnsealed();
            if (!broken) {
                writer.forceAtEnd();
            }
        } catch (IOException e) {
            broke(e);
            safe = false;
        }
        reader.close();
        writer.close();
        if (allSettled()) {
            for (Segment segment : List.copyOf(segments.all())) {
                remove(segment);
            }
            directory.remove();
        }
        directory.close();
        return safe;
    }

    /** Whether nothing in it has to be sent, as far as that is known for sure. */
    boolean allSettled() {
        return settledSeq >= endSeq() && segments.endsAreSure();
    }

    private void note(boolean beforeDeleting) {
        try {
            directory.checkpoint().write(settledSeq);
            if (beforeDeleting) {
                directory.checkpoint().force();
            }
        } catch (IOException e) {
            // Not noted: after a crash these events are sent once more, and are the same rows.
            counts.failedWrite();
            directory.close(); // for good if an interrupt has closed it; opened again when there is something to note
        }
    }

    private void remove(Segment segment) {
        writer.forget(segment);
        segments.remove(segment);
        try {
            directory.delete(segment);
        } catch (IOException e) {
            counts.failedWrite();
            voice.stays(segment.file, e);
        }
    }

    private void broke(IOException why) {
        boolean before = broken;
        broken = true;
        probeNanos = nowNanos + PROBE_NANOS;
        counts.trouble(String.valueOf(why));
        if (!before) {
            voice.broken(why);
        }
    }

    private void probe() {
        probeNanos = nowNanos + PROBE_NANOS;
        try {
            writer.probe();
        } catch (IOException e) {
            counts.trouble(String.valueOf(e));
            return;
        }
        broken = false;
        counts.trouble("");
        voice.works();
    }
}
