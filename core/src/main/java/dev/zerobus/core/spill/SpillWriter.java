// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames into segments. Owned by the drain thread.
 *
 * <p>Until they are forced, frames are kept in memory as well (8 MiB at most): after a force that failed nobody knows what is
 * on disk, and a second one may succeed although pages are gone. So the segment is left, and they are written anew into another.
 */
final class SpillWriter {

    /** A settled segment that is still written to is kept up to this size: most lanes never fill it. */
    private static final int KEPT_BYTES = 1 << 20;

    private static final int PROBE_BYTES = 4096;

    private final SpillFiles files;
    private final LaneDirectory directory;
    private final SegmentList segments;
    private final SpillSettings settings;
    private final SpillCounts counts;
    private final FrameBuilder builder = new FrameBuilder();
    private final UnforcedFrames unforced = new UnforcedFrames();
    private @Nullable Segment segment;
    private @Nullable SpillFile file;
    private long nextId = 1;
    private boolean newName;
    private boolean unsealed;
    private boolean refusesAll;
    private long writtenSeq;
    /** Whether what is in {@link #unforced} must be written anew before anything else. */
    private boolean abandoned;
    /** Whether something that was appended since the last seal is gone. */
    private boolean lostUnsealed;
    /** Up to where it survives a power cut, sealed or not. */
    private long forcedSeq;

    SpillWriter(
            SpillFiles files,
            LaneDirectory directory,
            SegmentList segments,
            SpillSettings settings,
            SpillCounts counts) {
        this.files = files;
        this.directory = directory;
        this.segments = segments;
        this.settings = settings;
        this.counts = counts;
    }

    Map<Long, byte[]> unforced() {
        return unforced.bySeq();
    }

    void refuseAll() {
        refusesAll = true;
    }

    /** Within the bound, a new segment's header included. */
    boolean hasRoomFor(int eventBytes) {
        long more =
                builder.frameBytes() + eventBytes + 2L * FrameLayout.HEADER_BYTES + FrameLayout.SEGMENT_HEADER_BYTES;
        return !refusesAll && segments.bytes() + more <= settings.maxBytes();
    }

    /** Whether nobody needs a segment when everything below a number is settled. */
    boolean mayGo(Segment which, long settledSeq) {
        boolean settled = which.endSeq <= settledSeq && !which.endIsUnsure;
        return settled && (which != segment || (which.writtenBytes > KEPT_BYTES && nothingUnsealed()));
    }

    private boolean nothingUnsealed() {
        return !unsealed && builder.isEmpty();
    }

    void append(byte[] bytes, int offset, int length, long seq, long position) throws IOException {
        if (lostUnsealed) {
            return; // what came before it is gone: the seal will fail
        }
        if (builder.fullFor(length)) {
            writeFrame();
        }
        builder.add(bytes, offset, length, seq, position);
    }

    /** Seals; false if something of what was appended has been dropped before. */
    boolean seal() throws IOException {
        if (!lostUnsealed && !builder.isEmpty()) {
            writeFrame();
        }
        if (!lostUnsealed && unsealed && settings.forcesAlways()) {
            forceOrRollBack();
        }
        return seal(lostUnsealed);
    }

    /** Ends a seal, a failed one by dropping what was appended. */
    boolean seal(boolean failed) {
        lostUnsealed = false;
        if (failed) {
            builder.clear();
            return false;
        }
        if (unsealed) {
            unsealed = false;
            for (Segment each : segments.all()) {
                each.sealedBytes = each.writtenBytes;
            }
            counts.sealed(writtenSeq);
            counts.forced(forcedSeq);
        }
        return true;
    }

    boolean forceIsDue(long now) {
        return settings.forces()
                && !unforced.isEmpty()
                && !unsealed
                && unforced.ageNanos(now) >= settings.forceEveryNanos();
    }

    void force() throws IOException {
        SpillFile current = file;
        Segment its = segment;
        if (current != null && its != null && !unforced.isEmpty()) {
            try {
                current.force();
                if (newName) {
                    files.forceNames(directory.path());
                    newName = false;
                }
            } catch (IOException e) {
                counts.failedForce();
                abandoned = true;
                rescue();
                return;
            }
            forced(its);
        }
    }

    /** What a broken disk is tried with. */
    void probe() throws IOException {
        try {
            if (!abandoned) {
                tryToWrite();
                return;
            }
        } catch (ClosedChannelException e) {
            leaveFile(); // an interrupt has closed it, a new one may do
        }
        if (abandoned) {
            rescue();
        } else {
            tryToWrite();
        }
    }

    private void tryToWrite() throws IOException {
        Segment present = segmentFor(FrameLayout.HEADER_BYTES);
        fileOf(present).write(new byte[PROBE_BYTES], 0, PROBE_BYTES, present.writtenBytes);
        fileOf(present).truncate(present.writtenBytes);
    }

    /** Returns whether there was nothing to be dropped, now and since the last seal. */
    boolean dropUnsealed() {
        boolean nothing = nothingUnsealed() && !lostUnsealed;
        if (!nothingUnsealed()) {
            rollBack();
        }
        lostUnsealed = false;
        return nothing;
    }

    void forceAtEnd() throws IOException {
        if (settings.forces()) {
            force();
        }
    }

    /** The segment is about to be deleted. */
    void forget(Segment which) {
        if (which == segment) {
            close();
            unforced.clear();
        }
    }

    void close() {
        SpillFile opened = file;
        file = null;
        segment = null;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                counts.failedWrite();
            }
        }
    }

    private void writeFrame() throws IOException {
        try {
            if (unforced.isFull()) {
                force();
            }
            int bytes = builder.frameBytes();
            Segment into = segmentFor(bytes);
            builder.finish(into.id);
            fileOf(into).write(builder.array(), 0, bytes, into.writtenBytes);
            unsealed = true;
            remember(bytes);
            into.endSeq = builder.endSeq();
            writtenSeq = builder.endSeq();
            segments.resize(into, into.writtenBytes + bytes);
            counts.frameWritten(builder.count());
            builder.clear();
        } catch (IOException e) {
            counts.failedWrite();
            rollBack();
            throw e;
        }
    }

    private void remember(int bytes) {
        if (settings.forces()) {
            unforced.add(builder.firstSeq(), builder.array(), bytes);
        }
    }

    private void forceOrRollBack() throws IOException {
        try {
            force();
        } catch (IOException e) {
            rollBack();
            throw e;
        }
    }

    /** The segment to write so many bytes into: the present one, or a new one if they do not fit. */
    private Segment segmentFor(int bytes) throws IOException {
        Segment present = segment;
        if (present != null) {
            boolean fits = present.writtenBytes + bytes <= SpillLog.SEGMENT_BYTES;
            if (fits || present.writtenBytes == FrameLayout.SEGMENT_HEADER_BYTES) {
                return present;
            }
            forceAtEnd();
            close();
        }
        return newSegment();
    }

    private Segment newSegment() throws IOException {
        directory.make();
        Segment created = new Segment(directory.path(), nextId);
        SpillFile opened = files.openToWrite(created.file);
        try {
            opened.write(FrameLayout.segmentHeader(created.id), 0, FrameLayout.SEGMENT_HEADER_BYTES, 0);
        } catch (IOException e) {
            opened.close();
            files.delete(created.file);
            throw e;
        }
        nextId++;
        newName = true;
        file = opened;
        segment = created;
        created.endSeq = writtenSeq;
        segments.add(created);
        return created;
    }

    private SpillFile fileOf(Segment which) throws IOException {
        SpillFile opened = file;
        if (opened == null) {
            throw new IOException("segment " + which.file + " is closed");
        }
        return opened;
    }

    private void forced(Segment its) {
        its.forcedBytes = its.writtenBytes;
        unforced.clear();
        forcedSeq = writtenSeq;
        counts.forced(Math.min(forcedSeq, counts.sealedSeq()));
    }

    /** Takes back what is not sealed, in memory and, as far as the disk lets us, on it. */
    private void rollBack() {
        builder.clear();
        lostUnsealed = true;
        unsealed = false;
        writtenSeq = counts.sealedSeq();
        forcedSeq = Math.min(forcedSeq, writtenSeq);
        List<Segment> all = new ArrayList<>(segments.all());
        for (Segment each : all) {
            if (each.writtenBytes > each.sealedBytes || each.endSeq > writtenSeq) {
                cut(each, each.sealedBytes);
            }
        }
        unforced.removeFrom(writtenSeq);
        abandoned &= !unforced.isEmpty();
    }

    private void cut(Segment which, long bytes) {
        segments.resize(which, bytes);
        which.forcedBytes = Math.min(which.forcedBytes, bytes);
        which.endSeq = Math.min(which.endSeq, writtenSeq);
        try {
            if (which == segment) {
                fileOf(which).truncate(bytes);
            } else {
                try (SpillFile other = files.openToWrite(which.file)) {
                    other.truncate(bytes);
                }
            }
        } catch (IOException e) {
            // Left as it is. What stands there too much has numbers that come again later, and are passed over then.
            if (which == segment) {
                leaveFile();
            }
        }
    }

    /** The file is of no use any more: what of it was not forced never will be, and is written anew. */
    private void leaveFile() {
        close();
        abandoned |= !unforced.isEmpty();
    }

    /** Writes what was not forced anew, into a segment of its own. */
    private void rescue() throws IOException {
        close();
        Segment fresh = newSegment();
        try {
            long sealedSeq = counts.sealedSeq();
            for (Map.Entry<Long, byte[]> each : unforced.inOrder()) {
                byte[] frame = each.getValue();
                FrameLayout.readdress(frame, fresh.id);
                fileOf(fresh).write(frame, 0, frame.length, fresh.writtenBytes);
                segments.resize(fresh, fresh.writtenBytes + frame.length);
                if (each.getKey() < sealedSeq) {
                    fresh.sealedBytes = fresh.writtenBytes;
                }
            }
            fileOf(fresh).force();
            files.forceNames(directory.path());
        } catch (IOException e) {
            counts.failedForce();
            close();
            segments.remove(fresh);
            files.delete(fresh.file);
            throw e;
        }
        abandoned = false;
        newName = false;
        leaveAllBut(fresh);
        forced(fresh);
    }

    /** What was written anew is cut off wherever it stood before: half of it, read first, would hide the rest. */
    private void leaveAllBut(Segment fresh) {
        for (Segment each : new ArrayList<>(segments.all())) {
            long keep = Math.max(each.forcedBytes, FrameLayout.SEGMENT_HEADER_BYTES);
            if (each != fresh && each.writtenBytes > keep) {
                each.sealedBytes = Math.min(each.sealedBytes, keep);
                cut(each, keep);
            }
        }
        fresh.endSeq = Math.max(fresh.endSeq, writtenSeq);
    }
}
