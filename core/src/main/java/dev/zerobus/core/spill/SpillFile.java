// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.Closeable;
import java.io.IOException;

/** One open file of the spill. Owned by whoever opened it. */
public interface SpillFile extends Closeable {

    /**
     * Returns the length.
     *
     * @return bytes
     * @throws IOException if the file system does not say
     */
    long size() throws IOException;

    /**
     * Reads as much as there is.
     *
     * @param into takes the bytes
     * @param offset where in {@code into} they begin
     * @param length how many at most
     * @param position where in the file they are
     * @return how many were read, less than {@code length} only at the end of the file
     * @throws IOException if they can not be read
     */
    int read(byte[] into, int offset, int length, long position) throws IOException;

    /**
     * Writes all bytes; they survive the end of this process when this returns.
     *
     * @param from holds the bytes
     * @param offset where in {@code from} they begin
     * @param length how many
     * @param position where in the file they go
     * @throws IOException if not all could be written; a part may have been
     */
    void write(byte[] from, int offset, int length, long position) throws IOException;

    /**
     * Makes everything written survive a power cut.
     *
     * @throws IOException if it is not known to; asking again proves nothing
     */
    void force() throws IOException;

    /**
     * Cuts the file.
     *
     * @param size the new length, not above the present one
     * @throws IOException if that is not possible
     */
    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;
}
