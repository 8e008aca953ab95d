// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes that the agent's start needs, about a hundred, in one entry of its jar that is read at once and not compressed.
 * Before {@code main} all Java code is interpreted: looking for an entry and inflating it cost more than defining the class.
 *
 * <pre>
 *   count, then hashes of class names ({@code String.hashCode}, ascending), then where each class ends (int32 each);
 *   then the classes one after the other
 * </pre>
 *
 * <p>Once the start is over only the head is kept, which says what is inside. Safe from any thread.
 */
final class StartBundle {

    static final String NAME = "inst/start.classes";

    private final ZipFile zip;
    private final ZipEntry entry;

    /** The whole entry while the agent starts, then its head. */
    private volatile byte[] held;

    /** Reads the entry and keeps it until {@link #release}. */
    StartBundle(ZipFile zip) throws IOException {
        this.zip = zip;
        this.entry = ClassBundle.entry(zip, NAME);
        byte[] whole = ClassBundle.read(zip, entry, 0, (int) entry.getSize());
        int count = whole.length < 4 ? -1 : int32(whole, 0);
        if (count <= 0 || count > whole.length / 8 || from(whole, count) != whole.length) {
            throw new IOException(NAME + " is damaged");
        }
        held = whole;
    }

    /** The start is over. */
    void release() {
        byte[] content = held;
        held = Arrays.copyOf(content, from(content, 0));
    }

    /**
     * Finds a class.
     *
     * @param name with dots; the hash of a name that is not inside may be that of one that is, once in ten million names: the
     *     JVM then refuses the class for its name
     * @return its bytes; null if it is not inside
     */
    byte[] find(String name) throws IOException {
        byte[] content = held;
        int number = find(content, name);
        if (number < 0) {
            return null;
        }
        int from = from(content, number);
        int to = from(content, number + 1);
        return to <= content.length
                ? Arrays.copyOfRange(content, from, to)
                : ClassBundle.read(zip, entry, from, to - from);
    }

    /** Finds the number of a class; negative if it is not inside. */
    static int find(byte[] content, String name) {
        int hash = name.hashCode();
        int low = 0;
        int high = int32(content, 0) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = int32(content, 4 + 4 * middle);
            if (found == hash) {
                return middle;
            }
            if (found < hash) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** Where a class begins, which is where the one before it ends. */
    static int from(byte[] content, int number) {
        int count = int32(content, 0);
        int first = 4 + 8 * count;
        return number == 0 ? first : first + int32(content, 4 + 4 * count + 4 * (number - 1));
    }

    private static int int32(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }
}
