// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import com.google.protobuf.ByteString;
import java.util.List;

/** An entry on its way to the disk, encoded by the thread that appended it. Immutable. */
final class Pending {

    final LogDescriptor descriptor;
    /** As drawn in {@link FrameLayout}; nobody writes to it any more. */
    final byte[] payload;

    final int crc;
    final int rows;
    final CommitListener listener;
    final long ticket;

    Pending(LogDescriptor descriptor, List<ByteString> rows, CommitListener listener, long ticket) {
        this.descriptor = descriptor;
        this.payload = Payloads.rows(descriptor.id(), rows);
        this.crc = FrameLayout.crc(payload, payload.length);
        this.rows = rows.size();
        this.listener = listener;
        this.ticket = ticket;
    }
}
