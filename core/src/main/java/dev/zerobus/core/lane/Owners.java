// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import java.util.Arrays;

/**
 * Which stream has taken which of the events that are not settled, and which were set aside, a byte for each. Needed with
 * several streams only, and there only for what the disk can not give back: without its bytes nobody could tell whose it was.
 * Grows to what is in flight. Owned by the drain thread.
 */
final class Owners {

    private static final byte NOBODY = -1;
    private static final byte SET_ASIDE = -2;

    private byte[] owners = new byte[1 << 10];
    private long fromSeq;
    private long toSeq;

    /** The event was taken. Events may be told again, and out of order. */
    void took(long seq, int stream) {
        if (seq < fromSeq) {
            return;
        }
        while (seq - fromSeq >= owners.length) {
            grow();
        }
        for (; toSeq <= seq; toSeq++) {
            owners[slot(toSeq)] = NOBODY;
        }
        owners[slot(seq)] = (byte) stream;
    }

    /** The event was set aside. */
    void setAside(long seq) {
        took(seq, SET_ASIDE);
    }

    boolean isSetAside(long seq) {
        return of(seq) == SET_ASIDE;
    }

    /** The event is nobody's from now on. */
    void lost(long seq) {
        if (seq >= fromSeq && seq < toSeq) {
            owners[slot(seq)] = NOBODY;
        }
    }

    /** Whose it is; negative: no stream's. */
    int of(long seq) {
        return seq < fromSeq || seq >= toSeq ? NOBODY : owners[slot(seq)];
    }

    /** Nothing is on its way by any stream; what was taken and is read again has no owner until it is taken again. */
    void forgetStreams() {
        for (long seq = fromSeq; seq < toSeq; seq++) {
            if (owners[slot(seq)] >= 0) {
                owners[slot(seq)] = NOBODY;
            }
        }
    }

    /** What lies before the number is settled. */
    void release(long seq) {
        fromSeq = Math.max(fromSeq, seq);
        toSeq = Math.max(toSeq, fromSeq);
    }

    private void grow() {
        byte[] larger = new byte[2 * owners.length];
        Arrays.fill(larger, NOBODY);
        for (long seq = fromSeq; seq < toSeq; seq++) {
            larger[(int) seq & (larger.length - 1)] = owners[slot(seq)];
        }
        owners = larger;
    }

    private int slot(long seq) {
        return (int) seq & (owners.length - 1);
    }
}
