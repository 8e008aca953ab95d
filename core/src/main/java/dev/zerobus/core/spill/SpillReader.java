// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a lane's events back, oldest first, over whatever is damaged. Owned by the drain thread.
 *
 * <p>What is damaged is passed over and counted: a frame whose payload is wrong costs that frame; behind a wrong header the
 * next right one is looked for, at multiples of 8. What the file system does not give at the moment is not damaged yet.
 */
final class SpillReader {

    private static final int WINDOW_BYTES = 64 << 10;

    private final SpillFiles files;
    private final SegmentList segments;
    private final Map<Long, byte[]> unforced;
    private final Quarantine quarantine;
    private final SpillCounts counts;
    private final Patience patience = new Patience();
    private final FrameEvents events = new FrameEvents();
    private final byte[] header = new byte[FrameLayout.HEADER_BYTES];
    private byte[] frame = {};

    /** Events below this number are passed over. */
    private long fromSeq;

    private long segmentId;
    private long offset;
    private @Nullable SpillFile open;
    private long openId = -1;
    private long damagedUpTo;
    private boolean mayBeTorn;
    private boolean patient;
    private long nowNanos;
    /** Where the frame begins that is read now: it is waited for that, not for its parts. */
    private long place;
    /** Where the frame is that was taken out of turn last. */
    private long taken = -1;
    /** Whether anything could not be read since this was last set to false. */
    private boolean failed;

    /**
     * Creates a reader.
     *
     * @param unforced frames that are still in memory, by their first number: read from there, not from the disk
     */
    SpillReader(
            SpillFiles files,
            SegmentList segments,
            Map<Long, byte[]> unforced,
            Quarantine quarantine,
            SpillCounts counts) {
        this.files = files;
        this.segments = segments;
        this.unforced = unforced;
        this.quarantine = quarantine;
        this.counts = counts;
    }

    /** The next event is the first one with this number or a higher one. */
    void seek(long seq) {
        events.stop();
        fromSeq = seq;
        segmentId = 0;
        taken = -1;
        segments.all().forEach(segment -> segment.soughtBytes = 0);
        for (Segment segment : segments.all()) {
            // to the newest one more may come
            boolean ends = segment != segments.newest() && segment.endSeq != 0 && !segment.endIsUnsure;
            if (!ends || segment.endSeq > seq) {
                break;
            }
            segmentId = segment.id + 1;
        }
        offset = 0;
    }

    /** The newest segment was cut off when its process ended: a rest that is no frame is nothing that was lost. */
    void mayBeTorn() {
        mayBeTorn = true;
    }

    /** The length of a segment's file, which is opened; fails if that is not possible. */
    long open(Segment segment) throws IOException {
        return file(segment).size();
    }

    /**
     * The number behind the last frame of a segment that is open, as the headers say; 0 if there is none. Where they can not
     * be read it is unsure, and the segment is read to its end before it counts as settled.
     */
    long endSeqOf(Segment segment) throws IOException {
        patient = false;
        failed = false;
        long end = 0;
        long at = FrameLayout.SEGMENT_HEADER_BYTES;
        while (at < segment.sealedBytes) {
            if (readHeader(segment, at)) {
                segment.firstSeq = Math.min(segment.firstSeq, FrameLayout.firstSeq(header, 0));
                end = FrameLayout.firstSeq(header, 0) + FrameLayout.span(header, 0);
                at += FrameLayout.frameBytes(FrameLayout.payloadBytes(header, 0));
            } else {
                at = nextHeader(segment, at);
            }
        }
        segment.endIsUnsure = failed;
        return end;
    }

    /** Moves over the next event; false if there is none now. Somebody patient is to ask whether it {@link #waits}. */
    boolean next(boolean patiently, long now) {
        patient = patiently;
        nowNanos = now;
        if (nextOfFrame()) {
            return true;
        }
        if (patient && patience.tooEarly(now)) {
            return false;
        }
        patience.over();
        try {
            while (nextFrame()) {
                if (nextOfFrame()) {
                    return true;
                }
            }
        } catch (IOException e) {
            // patience remembers it
        }
        return false;
    }

    private boolean nextOfFrame() {
        while (events.next()) {
            if (events.seq() >= fromSeq) {
                fromSeq = events.seq() + 1;
                return true;
            }
        }
        return false;
    }

    /** After {@link #next} answered false: whether there is more, which can not be read now. */
    boolean waits() {
        return patience.waiting();
    }

    FrameEvents current() {
        return events;
    }

    void close() {
        SpillFile file = open;
        open = null;
        openId = -1;
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                // it was only read
            }
        }
    }

    private boolean nextFrame() throws IOException {
        Segment segment = segments.from(segmentId);
        while (segment != null) {
            if (segment.id != segmentId || offset == 0) {
                segmentId = segment.id;
                offset = FrameLayout.SEGMENT_HEADER_BYTES;
            }
            if (offset < segment.sealedBytes) {
                if (frameIn(segment)) {
                    return true;
                }
            } else if (segment == segments.newest()) {
                segment.endIsUnsure = false;
                return false;
            } else {
                segment.endIsUnsure = false;
                segmentId++;
                offset = 0;
            }
            segment = segments.from(segmentId);
        }
        return false;
    }

    private boolean frameIn(Segment segment) throws IOException {
        try {
            return frameAt(segment);
        } catch (NoSuchFileException e) {
            if (patient) {
                lost(segment, offset, segment.sealedBytes, 0);
            } // else somebody only looks, and its process has deleted it meanwhile
            offset = segment.sealedBytes;
            return false;
        }
    }

    /** Takes what stands at the offset, or moves the offset on. */
    private boolean frameAt(Segment segment) throws IOException {
        long at = offset;
        place = (segment.id << 32) + at;
        if (!readHeader(segment, at)) {
            long next = nextHeader(segment, at);
            lost(segment, at, next, 0);
            offset = next;
            return false;
        }
        if (FrameLayout.firstSeq(header, 0) > fromSeq) {
            if (takeWhatIsMissing(segment, FrameLayout.firstSeq(header, 0))) {
                return true; // this frame comes later
            }
            place = (segment.id << 32) + at;
            if (!readHeader(segment, at)) {
                return false; // it was there just now: the next look says more
            }
        }
        int payload = FrameLayout.payloadBytes(header, 0);
        long first = FrameLayout.firstSeq(header, 0);
        int count = FrameLayout.count(header, 0);
        long behind = at + FrameLayout.frameBytes(payload);
        long endSeq = first + FrameLayout.span(header, 0);
        byte[] memory = endSeq <= fromSeq ? null : unforced.get(first);
        boolean wanted = endSeq > fromSeq;
        boolean found = memory != null || (wanted && readPayload(segment, at + FrameLayout.HEADER_BYTES, payload));
        // Only now: if it is waited for the payload, this is the place to go on at.
        offset = behind;
        if (segment.endIsUnsure) {
            segment.endSeq = Math.max(segment.endSeq, endSeq);
        }
        if (found) {
            patience.found(place);
            if (memory != null) {
                events.begin(memory, FrameLayout.HEADER_BYTES, payload, first, count);
            } else {
                events.begin(frame, 0, payload, first, count);
            }
        } else if (wanted) {
            lost(segment, at, behind, count);
        }
        return found;
    }

    /**
     * Numbers are missing before a frame: most often these events were settled before they would have been copied. But a
     * segment that was left in trouble with the disk may have a part only of what was written anew behind it, and must not
     * hide the rest: takes the first frame of later segments that comes before the one at hand.
     */
    private boolean takeWhatIsMissing(Segment present, long beforeSeq) throws IOException {
        Segment best = null;
        long limit = beforeSeq;
        for (Segment later : segments.all()) {
            boolean may = later.firstSeq < limit && (later.endSeq > fromSeq || later.endIsUnsure);
            if (may && later.id > present.id && findWanted(later, limit)) {
                best = later;
                limit = FrameLayout.firstSeq(header, 0);
            }
        }
        if (best == null || !findWanted(best, limit + 1) || place == taken) {
            return false;
        }
        taken = place;
        int payload = FrameLayout.payloadBytes(header, 0);
        events.begin(frame, 0, payload, FrameLayout.firstSeq(header, 0), FrameLayout.count(header, 0));
        return true;
    }

    /** Reads the first right frame of a segment that has something wanted, if it begins before a number. */
    private boolean findWanted(Segment segment, long limitSeq) throws IOException {
        long at =
                isGone(segment) ? segment.sealedBytes : Math.max(segment.soughtBytes, FrameLayout.SEGMENT_HEADER_BYTES);
        while (at < segment.sealedBytes) {
            place = (segment.id << 32) + at;
            if (!readHeader(segment, at)) {
                at = nextHeader(segment, at);
                continue;
            }
            long first = FrameLayout.firstSeq(header, 0);
            int payload = FrameLayout.payloadBytes(header, 0);
            boolean wanted = first + FrameLayout.span(header, 0) > fromSeq;
            if (first >= limitSeq || (wanted && readPayload(segment, at + FrameLayout.HEADER_BYTES, payload))) {
                return first < limitSeq;
            }
            at += FrameLayout.frameBytes(payload);
            segment.soughtBytes = wanted ? segment.soughtBytes : at;
        }
        return false;
    }

    private boolean readHeader(Segment segment, long at) throws IOException {
        return read(segment, header, FrameLayout.HEADER_BYTES, at)
                && FrameLayout.isHeader(header, 0, segment.id)
                && at + FrameLayout.HEADER_BYTES + FrameLayout.payloadBytes(header, 0) <= segment.sealedBytes;
    }

    private boolean readPayload(Segment segment, long at, int length) throws IOException {
        if (length > frame.length) {
            frame = new byte[Math.max(length, Math.min(FrameBuilder.FULL_BYTES, frame.length * 4))];
        }
        return read(segment, frame, length, at) && FrameLayout.isPayload(header, frame, 0);
    }

    /** False: it is damaged, or taken for that. */
    private boolean read(Segment segment, byte[] into, int length, long at) throws IOException {
        SpillFile file;
        try {
            file = file(segment);
        } catch (IOException e) {
            if (e instanceof NoSuchFileException && (!patient || isGone(segment))) {
                throw e;
            }
            waitOrGiveUp(segment.id << 32, Patience.OPEN_NANOS, e);
            return false;
        }
        patience.found(segment.id << 32);
        try {
            return file.read(into, 0, length, at) == length;
        } catch (IOException e) {
            close();
            waitOrGiveUp(place, Patience.READ_NANOS, e);
            return false;
        }
    }

    private void waitOrGiveUp(long where, long limitNanos, IOException why) throws IOException {
        failed = true;
        if (patient && patience.lasts(where, limitNanos, nowNanos)) {
            throw new IOException("it is waited for", why);
        }
    }

    /** Whether it was deleted, and not the whole directory is away, as that of a network file system may be. */
    private boolean isGone(Segment segment) {
        Path file = segment.file;
        Path directory = file.getParent();
        try {
            List<String> names = directory == null ? List.of() : files.list(directory);
            return !names.isEmpty() && !names.contains(String.valueOf(file.getFileName()));
        } catch (IOException e) {
            return false;
        }
    }

    private SpillFile file(Segment segment) throws IOException {
        SpillFile file = open;
        if (file == null || openId != segment.id) {
            close();
            file = files.openToRead(segment.file);
            open = file;
            openId = segment.id;
        }
        return file;
    }

    /** Where the next frame begins behind a place where none does; the end of what may be read if there is none. */
    private long nextHeader(Segment segment, long wrong) throws IOException {
        byte[] window = new byte[WINDOW_BYTES];
        long at = (wrong + FrameLayout.ALIGNMENT) & -FrameLayout.ALIGNMENT;
        while (at < segment.sealedBytes) {
            int length = (int) Math.min(window.length, segment.sealedBytes - at);
            Arrays.fill(window, (byte) 0);
            read(segment, window, length, at);
            for (int i = 0; i + FrameLayout.HEADER_BYTES <= window.length; i += FrameLayout.ALIGNMENT) {
                if (FrameLayout.isHeader(window, i, segment.id)) {
                    return at + i;
                }
            }
            at += window.length - FrameLayout.HEADER_BYTES + FrameLayout.ALIGNMENT;
        }
        return segment.sealedBytes;
    }

    /** Counts and keeps a copy of what can not be read, the first time only. */
    private void lost(Segment segment, long from, long to, long eventsLost) {
        long place = (segment.id << 32) + from;
        boolean torn = mayBeTorn && eventsLost == 0 && to >= segment.sealedBytes && segment == segments.newest();
        if (torn || place < damagedUpTo) {
            return;
        }
        damagedUpTo = (segment.id << 32) + to;
        counts.damagedFrame(eventsLost);
        counts.skipped(to - from);
        quarantine.keep(segment, from, to);
    }
}
