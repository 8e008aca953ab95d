// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The facts without a column, ready to be put behind the other entries of the catch-all column. What an event brings itself
 * under the same key wins. Owned by one thread.
 */
final class FactAttributes {

    private final byte[][] keys;
    private final byte[][] pieces;
    /** All pieces behind one another. */
    private final byte[] block;

    private final boolean json;
    /** A bit for each length, modulo 64, that a key has: most names are told apart by that alone. */
    private final long lengths;

    FactAttributes(List<RowFact> facts, ColumnWriter writer, FactBytes bytes) {
        this.json = !(writer instanceof MapWriter);
        List<byte[]> allKeys = new ArrayList<>();
        List<byte[]> allPieces = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long bits = 0;
        for (RowFact fact : facts) {
            byte[] piece = bytes.attribute(writer, fact, fact.name());
            if (piece != null) {
                byte[] key = fact.name().getBytes(StandardCharsets.UTF_8);
                bits |= 1L << key.length;
                if (json && !allKeys.isEmpty()) {
                    all.write(',');
                }
                all.writeBytes(piece);
                allKeys.add(key);
                allPieces.add(piece);
            }
        }
        this.keys = allKeys.toArray(new byte[0][]);
        this.pieces = allPieces.toArray(new byte[0][]);
        this.block = all.toByteArray();
        this.lengths = bits;
    }

    /** Writes those that the entries do not have. For JSON, {@code first} says that nothing stands before them. */
    void write(Entries entries, boolean first, RowBuffer out) {
        if (keys.length == 0) {
            return;
        }
        long hidden = hidden(entries);
        if (hidden == 0) {
            comma(first, out);
            out.put(block, 0, block.length);
            return;
        }
        boolean none = first;
        for (int i = 0; i < pieces.length; i++) {
            if ((hidden & 1L << i) == 0) {
                comma(none, out);
                none = false;
                out.put(pieces[i], 0, pieces[i].length);
            }
        }
    }

    /** Whether a fact has this key. */
    boolean has(byte[] bytes, int from, int to) {
        for (byte[] key : keys) {
            if (Arrays.equals(key, 0, key.length, bytes, from, to)) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return keys.length == 0;
    }

    private void comma(boolean first, RowBuffer out) {
        if (json && !first) {
            out.put(',');
        }
    }

    private long hidden(Entries entries) {
        long hidden = 0;
        for (int i = 0; i < entries.size(); i++) {
            ValueView entry = entries.get(i);
            if ((lengths & 1L << (entry.nameTo - entry.nameFrom)) != 0) {
                hidden |= same(entry);
            }
        }
        return hidden;
    }

    private long same(ValueView entry) {
        for (int i = 0; i < keys.length; i++) {
            if (Arrays.equals(keys[i], 0, keys[i].length, entry.nameBytes, entry.nameFrom, entry.nameTo)) {
                return 1L << i;
            }
        }
        return 0;
    }
}
