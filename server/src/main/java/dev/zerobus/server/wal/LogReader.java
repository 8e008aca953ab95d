// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/** Reads entries out of segments, whole or in part. Owned by the thread that reads. */
final class LogReader {

    private final UUID log;
    private final Map<Long, LogDescriptor> descriptors;
    private final Quarantine quarantine;
    private final long to;
    private final DurableLog.EntryReader reader;
    private boolean stopped;
    private long reached;

    LogReader(
            UUID log,
            Map<Long, LogDescriptor> descriptors,
            Quarantine quarantine,
            long from,
            long to,
            DurableLog.EntryReader reader) {
        this.log = log;
        this.descriptors = descriptors;
        this.quarantine = quarantine;
        this.reached = from;
        this.to = to;
        this.reader = reader;
    }

    /** Returns the position to go on from. */
    long read(Iterable<Segment> segments) throws IOException {
        long from = reached;
        for (Segment segment : segments) {
            long start = Math.max(from, segment.first());
            if (segment.first() >= to || stopped) {
                break;
            }
            if (start < segment.end()) {
                read(segment, start);
            }
        }
        return stopped ? reached : Math.max(reached, to);
    }

    private void read(Segment segment, long start) throws IOException {
        try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
            new FrameScanner(channel, log, segment.base(), segment.end()).scan(start, new Visit(segment));
        } catch (EOFException | NoSuchFileException e) {
            // somebody has cut or removed the file: waiting for what is gone would stop all tables for ever
            long from = Math.max(start, reached);
            quarantine.add(segment.file(), segment.base(), from, segment.end() - from, "the file was cut or removed");
        }
    }

    /** Passes a segment's entries on. */
    private final class Visit implements FrameVisitor {

        private final Segment segment;

        Visit(Segment segment) {
            this.segment = segment;
        }

        @Override
        public boolean frame(long position, byte[] payload) throws IOException {
            long next = position + FrameLayout.HEADER_BYTES + payload.length;
            if (next > to) {
                stopped = true;
                reached = Math.max(reached, position);
                return false;
            }
            if (Payloads.kind(payload) == FrameLayout.KIND_ROWS) {
                LogDescriptor descriptor = descriptors.get(Payloads.descriptorId(payload));
                if (descriptor != null) {
                    stopped = !reader.entry(
                            new LogEntry(next, descriptor.table(), descriptor.message(), Payloads.parseRows(payload)));
                }
            }
            reached = next;
            return !stopped;
        }

        @Override
        public void damaged(long position, long length) {
            quarantine.add(segment.file(), segment.base(), position, length, "wrong checksum");
            reached = position + length;
        }

        @Override
        public void torn(long position, long length) {
            // below the durable end nothing is unfinished: the file has been cut by somebody else
            damaged(position, length);
        }
    }
}
