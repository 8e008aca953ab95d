// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.wal.DurableLog;
import dev.zerobus.server.wal.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A log in memory that behaves as the one on disk does: positions are bytes, and what was released is gone. */
final class MemoryLog implements DurableLog {

    private final UUID id;
    private final List<LogEntry> entries = new ArrayList<>();
    private long end;
    private long released;
    private long failAt = Long.MAX_VALUE;

    MemoryLog(UUID id) {
        this.id = id;
    }

    MemoryLog() {
        this(UUID.randomUUID());
    }

    synchronized long append(TableName table, DescriptorProto descriptor, List<ByteString> rows) {
        end += 32 + rows.stream().mapToLong(ByteString::size).sum();
        entries.add(new LogEntry(end, table, descriptor, List.copyOf(rows)));
        return end;
    }

    /** Makes reading fail at the entry that reaches this position. */
    synchronized void failAt(long position) {
        failAt = position;
    }

    synchronized long released() {
        return released;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public synchronized long durablePosition() {
        return end;
    }

    @Override
    public long read(long fromPosition, long toPosition, EntryReader reader) throws IOException {
        List<LogEntry> wanted;
        synchronized (this) {
            if (fromPosition != 0 && fromPosition < released) {
                throw new IOException("position " + fromPosition + " was released");
            }
            wanted = entries.stream()
                    .filter(e -> e.nextPosition() > fromPosition && e.nextPosition() <= toPosition)
                    .toList();
        }
        long at = fromPosition;
        for (LogEntry entry : wanted) {
            if (entry.nextPosition() >= failAt) {
                throw new IOException("the log is damaged at " + entry.nextPosition());
            }
            at = entry.nextPosition();
            if (!reader.entry(entry)) {
                break;
            }
        }
        return at;
    }

    @Override
    public synchronized void release(long position) {
        released = position;
        entries.removeIf(e -> e.nextPosition() <= position);
    }
}
