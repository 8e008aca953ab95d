// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Reads every segment once when the log is opened: cuts off an unfinished write at the end, sets damage aside, learns the
 * descriptors. It never fails because of what is in the files. Owned by the thread that opens the log.
 */
final class Recovery {

    private final UUID log;
    private final Map<Long, LogDescriptor> descriptors;
    private final Quarantine quarantine;
    private final Consumer<String> notices;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Orphan> orphans = new ArrayList<>();
    private long nextBase;
    private long entries;
    private long tornBytes;

    Recovery(UUID log, Map<Long, LogDescriptor> descriptors, Quarantine quarantine, Consumer<String> notices) {
        this.log = log;
        this.descriptors = descriptors;
        this.quarantine = quarantine;
        this.notices = notices;
    }

    /** Rows whose descriptor has not been seen yet. */
    private record Orphan(Path file, long base, long position, long length, long descriptorId) {}

    /** Recovers segments, given in the order of their bases. */
    Recovery run(List<Path> files) {
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            long base = SegmentLayout.base(file).orElseThrow();
            try {
                segment(file, base, i == files.size() - 1);
            } catch (IOException e) {
                unreadable(file, base, e);
            }
        }
        for (Orphan orphan : orphans) {
            if (!descriptors.containsKey(orphan.descriptorId)) {
                entries--;
                quarantine.add(orphan.file, orphan.base, orphan.position, orphan.length, "its descriptor is lost");
            }
        }
        return this;
    }

    private void segment(Path file, long base, boolean last) throws IOException {
        long length = Files.size(file);
        // never give a position twice, not even one that was cut off: tables may know it
        nextBase = Math.max(nextBase, base + length);
        if (length <= SegmentLayout.HEADER_BYTES) {
            tornBytes += length < SegmentLayout.HEADER_BYTES ? length : 0;
            Files.delete(file);
            return;
        }
        long end;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            checkHeader(channel, file, base);
            Scan scan = new Scan(file, base, last);
            new FrameScanner(channel, log, base, base + length).scan(base + SegmentLayout.HEADER_BYTES, scan);
            end = Math.min(scan.tornAt, base + length);
        }
        if (end < base + length) {
            cut(file, base, end, length);
        }
        segments.add(new Segment(file, base, end));
    }

    private void checkHeader(FileChannel channel, Path file, long base) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(SegmentLayout.HEADER_BYTES);
        Window.fill(channel, header, 0);
        if (!SegmentLayout.valid(header.flip(), log, base)) {
            quarantine.add(file, base, base, SegmentLayout.HEADER_BYTES, "not the header of a segment of log " + log);
        }
    }

    private void cut(Path file, long base, long end, long length) throws IOException {
        long torn = base + length - end;
        tornBytes += torn;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end - base);
            channel.force(true);
        }
        notices.accept("write-ahead log: cut " + torn
                + " bytes of an unfinished write, which nobody was told to be durable, off " + file);
    }

    private void unreadable(Path file, long base, IOException why) {
        long length = file.toFile().length();
        nextBase = Math.max(nextBase, base + Math.max(length, SegmentLayout.HEADER_BYTES));
        quarantine.add(file, base, base, length, "the file can not be read: " + why);
    }

    List<Segment> segments() {
        return segments;
    }

    long nextBase() {
        return nextBase;
    }

    long entries() {
        return entries;
    }

    long tornBytes() {
        return tornBytes;
    }

    /** What one segment holds. */
    private final class Scan implements FrameVisitor {

        private final Path file;
        private final long base;
        private final boolean last;
        private long tornAt = Long.MAX_VALUE;

        Scan(Path file, long base, boolean last) {
            this.file = file;
            this.base = base;
            this.last = last;
        }

        @Override
        public boolean frame(long position, byte[] payload) {
            long length = FrameLayout.HEADER_BYTES + (long) payload.length;
            try {
                if (Payloads.kind(payload) == FrameLayout.KIND_DESCRIPTOR) {
                    LogDescriptor descriptor = Payloads.parseDescriptor(payload);
                    descriptors.putIfAbsent(descriptor.id(), descriptor);
                } else {
                    rows(position, length, Payloads.descriptorId(payload));
                }
            } catch (IOException e) {
                quarantine.add(file, base, position, length, String.valueOf(e.getMessage()));
            }
            return true;
        }

        private void rows(long position, long length, long descriptorId) {
            entries++;
            if (!descriptors.containsKey(descriptorId)) {
                orphans.add(new Orphan(file, base, position, length, descriptorId));
            }
        }

        @Override
        public void damaged(long position, long length) {
            quarantine.add(file, base, position, length, "wrong checksum");
        }

        @Override
        public void torn(long position, long length) {
            if (last) {
                tornAt = position;
            } else {
                quarantine.add(file, base, position, length, "the file ends early");
            }
        }
    }
}
