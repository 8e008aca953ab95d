// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Many classes in one entry of the agent's jar: those of the libraries, and those of ours that the start does not need. As
 * entries of their own they would be nine thousand, and the JVM looks at every entry of a jar before {@code main}: that took
 * 30 to 60 ms. The index is read when the first of them is needed, which is after the start.
 *
 * <pre>
 *   NAME.index    count, then hashes of names (int64, ascending), then offsets, packed sizes, sizes (int32 each)
 *   NAME.data     the classes one after the other, each deflated by itself; stored, so that one can skip in it
 * </pre>
 *
 * <p>Safe from any thread.
 */
final class ClassBundle {

    private final ZipFile zip;
    private final String indexName;
    private final String dataName;

    /** Guarded by this; null until it is read. */
    private Index index;

    ClassBundle(ZipFile zip, String name) {
        this.zip = zip;
        this.indexName = name + ".index";
        this.dataName = name + ".data";
    }

    /**
     * Returns a class file.
     *
     * @param resource its name, such as {@code io/grpc/Channel.class}
     * @return its bytes; null if it is not in the bundle
     */
    byte[] find(String resource) throws IOException {
        Index current = index();
        int at = Arrays.binarySearch(current.hashes, hash(resource));
        return at < 0 ? null : unpack(resource, current, at);
    }

    private byte[] unpack(String resource, Index current, int at) throws IOException {
        byte[] packed = read(zip, entry(zip, dataName), current.offsets[at], current.packed[at]);
        byte[] bytes = new byte[current.sizes[at]];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            if (inflater.inflate(bytes) != bytes.length) {
                throw new IOException(resource + " is damaged");
            }
        } catch (DataFormatException e) {
            throw new IOException(resource + " is damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
        return bytes;
    }

    private synchronized Index index() throws IOException {
        if (index == null) {
            ZipEntry entry = entry(zip, indexName);
            byte[] bytes = read(zip, entry, 0, (int) entry.getSize());
            index = new Index(ByteBuffer.wrap(bytes), indexName);
        }
        return index;
    }

    static ZipEntry entry(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(name + " is missing");
        }
        return entry;
    }

    /** Reads a part of an entry; where the entry is stored, what is before the part costs nothing. */
    static byte[] read(ZipFile zip, ZipEntry entry, long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        try (InputStream in = zip.getInputStream(entry)) {
            skip(in, from, entry);
            int at = 0;
            while (at < length) {
                int n = in.read(bytes, at, length - at);
                if (n < 0) {
                    throw new EOFException(entry.getName() + " ends after " + (from + at) + " bytes");
                }
                at += n;
            }
        }
        return bytes;
    }

    private static void skip(InputStream in, long count, ZipEntry entry) throws IOException {
        long left = count;
        while (left > 0) {
            long skipped = in.skip(left);
            if (skipped <= 0) {
                throw new EOFException(entry.getName() + " ends before byte " + count);
            }
            left -= skipped;
        }
    }

    /** FNV-1a, 64 bits; the build makes sure that no two names have the same one. */
    static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** Immutable. */
    private static final class Index {
        final long[] hashes;
        final int[] offsets;
        final int[] packed;
        final int[] sizes;

        Index(ByteBuffer in, String name) throws IOException {
            int count = in.remaining() < 4 ? -1 : in.getInt();
            if (count < 0 || in.remaining() != count * 20L) {
                throw new IOException(name + " is damaged");
            }
            hashes = new long[count];
            in.asLongBuffer().get(hashes);
            // of the supertype: the covariant method of later JDKs is not in Java 8
            ((java.nio.Buffer) in).position(4 + count * 8);
            offsets = ints(in, count);
            packed = ints(in, count);
            sizes = ints(in, count);
        }

        private static int[] ints(ByteBuffer in, int count) {
            int[] values = new int[count];
            in.asIntBuffer().get(values);
            ((java.nio.Buffer) in).position(((java.nio.Buffer) in).position() + count * 4);
            return values;
        }
    }
}
