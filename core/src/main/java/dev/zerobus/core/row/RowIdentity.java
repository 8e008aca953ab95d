// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Who sends: a producer is one start of one process. Goes into the column {@code producer_id}. Immutable. */
public final class RowIdentity {

    private final UUID producerId;
    private final byte[] text;
    private final byte[] binary;

    /**
     * Creates an identity.
     *
     * @param producerId made once when the process starts
     */
    public RowIdentity(UUID producerId) {
        this.producerId = producerId;
        this.text = producerId.toString().getBytes(StandardCharsets.US_ASCII);
        this.binary = ByteBuffer.allocate(16)
                .putLong(producerId.getMostSignificantBits())
                .putLong(producerId.getLeastSignificantBits())
                .array();
    }

    /**
     * Returns the identity.
     *
     * @return the producer's UUID
     */
    public UUID producerId() {
        return producerId;
    }

    /** In its canonical text, for STRING columns; not to be changed. */
    byte[] text() {
        return text;
    }

    /** As 16 bytes, for BINARY columns; not to be changed. */
    byte[] binary() {
        return binary;
    }

    @Override
    public String toString() {
        return producerId.toString();
    }
}
