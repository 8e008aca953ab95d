// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes frames to the last segment and begins the next one when it is full. Every segment is readable on its own: it carries
 * the descriptors that its rows refer to. Owned by the thread {@code zerobus-wal} once it is made.
 */
final class SegmentWriter implements Closeable {

    private static final int STAGING_BYTES = 1 << 20;

    private final WalFiles files;
    private final WalSettings settings;
    private final UUID log;
    private final SegmentList segments;
    private final Set<Long> descriptorsHere = new HashSet<>();
    private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING_BYTES);
    private WalFiles.Output out;
    private long base;
    private long position;

    SegmentWriter(WalFiles files, WalSettings settings, UUID log, SegmentList segments, long base) throws IOException {
        this.files = files;
        this.settings = settings;
        this.log = log;
        this.segments = segments;
        this.base = base;
        this.out = begin();
    }

    private WalFiles.Output begin() throws IOException {
        position = base;
        descriptorsHere.clear();
        Segment segment =
                new Segment(SegmentLayout.path(settings.directory(), base), base, base + SegmentLayout.HEADER_BYTES);
        WalFiles.Output created = files.create(segment.file());
        created.write(SegmentLayout.header(log, base));
        created.force();
        files.forceDirectory(settings.directory());
        position = segment.end();
        segments.began(segment);
        return created;
    }

    /** Writes entries and returns when they are on disk. */
    void write(List<Pending> entries) throws IOException {
        if (position - base >= settings.segmentBytes()) {
            out.close();
            base = position;
            out = begin();
        }
        for (Pending entry : entries) {
            if (descriptorsHere.add(entry.descriptor.id())) {
                byte[] descriptor = Payloads.descriptor(entry.descriptor);
                frame(descriptor, FrameLayout.crc(descriptor, descriptor.length));
            }
            frame(entry.payload, entry.crc);
        }
        flush();
        out.force();
        segments.forced(position);
    }

    long position() {
        return position;
    }

    private void frame(byte[] payload, int crc) throws IOException {
        if (staging.remaining() < FrameLayout.HEADER_BYTES) {
            flush();
        }
        FrameLayout.putHeader(staging, payload.length, crc, log, position);
        for (int done = 0; done < payload.length; ) {
            if (!staging.hasRemaining()) {
                flush();
            }
            int part = Math.min(staging.remaining(), payload.length - done);
            staging.put(payload, done, part);
            done += part;
        }
        position += FrameLayout.HEADER_BYTES + payload.length;
    }

    private void flush() throws IOException {
        out.write(staging.flip());
        staging.clear();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
