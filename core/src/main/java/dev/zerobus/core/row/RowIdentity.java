// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who sends: a producer is one start of one process. Goes into the column {@code producer_id}. Made when it is first asked
 * for, which is with the first row: copies of a process that was frozen before have different ones. Safe from any thread.
 */
public final class RowIdentity {

    private final Supplier<UUID> maker;
    private volatile @Nullable Made made;

    /**
     * Creates an identity that is known already.
     *
     * @param producerId made once when the process starts
     */
    public RowIdentity(UUID producerId) {
        this(() -> producerId);
    }

    /**
     * Creates an identity that is made later.
     *
     * @param maker asked once; does not throw
     */
    public RowIdentity(Supplier<UUID> maker) {
        this.maker = maker;
    }

    private Made made() {
        Made known = made;
        return known != null ? known : make();
    }

    private synchronized Made make() {
        Made known = made;
        if (known == null) {
            known = new Made(maker.get());
            made = known;
        }
        return known;
    }

    /**
     * Returns the identity.
     *
     * @return the producer's UUID
     */
    public UUID producerId() {
        return made().producerId;
    }

    /** In its canonical text, for STRING columns; not to be changed. */
    byte[] text() {
        return made().text;
    }

    /** As 16 bytes, for BINARY columns; not to be changed. */
    byte[] binary() {
        return made().binary;
    }

    @Override
    public String toString() {
        return producerId().toString();
    }

    /** The identity in its forms. Immutable. */
    private static final class Made {
        final UUID producerId;
        final byte[] text;
        final byte[] binary;

        Made(UUID producerId) {
            this.producerId = producerId;
            this.text = producerId.toString().getBytes(StandardCharsets.US_ASCII);
            this.binary = ByteBuffer.allocate(16)
                    .putLong(producerId.getMostSignificantBits())
                    .putLong(producerId.getLeastSignificantBits())
                    .array();
        }
    }
}
