// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/** A disk that never has anything and never takes anything. Immutable. */
final class NoOldEnd implements OldEnd {

    private static final byte[] NONE = new byte[0];

    @Override
    public boolean append(byte[] bytes, int offset, int length, long seq, long position) {
        return false;
    }

    @Override
    public boolean seal() {
        return false;
    }

    @Override
    public boolean usable(long nowNanos) {
        return false;
    }

    @Override
    public void seek(long seq) {
        // there is nothing to read, from wherever
    }

    @Override
    public boolean next(long nowNanos) {
        return false;
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public byte[] bytes() {
        return NONE;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public int length() {
        return 0;
    }

    @Override
    public long seq() {
        return -1;
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    public void settle(long seq) {
        // nothing is kept
    }

    @Override
    public boolean close() {
        return true;
    }

    @Override
    public boolean broken() {
        return false;
    }

    @Override
    public void tick(long nowNanos) {
        // nothing is ever due
    }

    @Override
    public long settledSeq() {
        return 0;
    }

    @Override
    public long endSeq() {
        return 0;
    }

    @Override
    public long damage() {
        return 0;
    }
}
