// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.testing;

import java.util.List;

/**
 * A heap that is full, for programs in a JVM of their own that has little of it. Owned by one thread; so no other one may allocate.
 */
public final class FullHeap {

    private static final Object NOTHING = new Object();
    private static final int[] SIZES = {1 << 20, 1 << 16, 1 << 12, 1 << 8, 0};

    /** Blocks behind one another: each has the one before. */
    private Object blocks = NOTHING;

    /** Makes one that holds nothing yet. */
    public FullHeap() {}

    /** Runs a program in a JVM of its own, for its memory is used up, and returns what it said. {@code most} is as in -Xmx. */
    public static String run(Class<?> program, String most) throws Exception {
        return OwnJvm.run(program, List.of("-Xmx" + most, "-XX:+UseSerialGC"));
    }

    /**
     * Takes all memory but so much.
     *
     * @param bytes what is left, give or take some
     */
    public void leave(int bytes) {
        Object[] left = {new byte[bytes]};
        for (int size : SIZES) {
            boolean more = true;
            while (more) {
                more = take(size);
            }
        }
        left[0] = left;
    }

    private boolean take(int size) {
        try {
            blocks = new Object[] {blocks, new byte[size]};
            return true;
        } catch (OutOfMemoryError full) {
            return false;
        }
    }

    /** Gives everything back. */
    public void release() {
        blocks = NOTHING;
    }
}
