// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds names in UTF-8 without making strings of them; ASCII letters are compared without case. Owned by one thread.
 *
 * <p>What an application writes comes from a few places in its code, and each names its fields in the same order: so the name
 * that followed the last one before is tried first, by one comparison.
 */
final class NameTable {

    private final byte[][] names;
    private final int[] hashes;
    private int size;
    /** Open addressing: index + 1 of a name, 0 for free. Never more than half full. */
    private final int[] slots;
    /** By index: the name that was asked for after it. */
    private final int[] follower;

    private int last;

    NameTable(int capacity) {
        names = new byte[capacity][];
        hashes = new int[capacity];
        slots = new int[Integer.highestOneBit(Math.max(4, capacity * 4 - 1))];
        follower = new int[Math.max(1, capacity)];
    }

    int size() {
        return size;
    }

    boolean full() {
        return size == names.length;
    }

    /** Adds a name that is not there yet, and returns its index: 0, 1, 2 ... */
    int add(byte[] utf8, int from, int to) {
        int hash = hash(utf8, from, to);
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        names[size] = Arrays.copyOfRange(utf8, from, to);
        hashes[size] = hash;
        slots[slot] = ++size;
        return size - 1;
    }

    int add(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return add(utf8, 0, utf8.length);
    }

    /** Returns the index of a name, or -1. */
    int find(byte[] utf8, int from, int to) {
        int guess = follower[last];
        if (guess < size && Arrays.equals(names[guess], 0, names[guess].length, utf8, from, to)) {
            last = guess;
            return guess;
        }
        int index = search(utf8, from, to);
        if (index >= 0) {
            follower[last] = index;
            last = index;
        }
        return index;
    }

    private int search(byte[] utf8, int from, int to) {
        int hash = hash(utf8, from, to);
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0) {
            int index = slots[slot] - 1;
            if (hashes[index] == hash && same(names[index], utf8, from, to)) {
                return index;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }

    private static boolean same(byte[] name, byte[] utf8, int from, int to) {
        if (name.length != to - from) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            byte a = name[i];
            byte b = utf8[from + i];
            if (a != b && lower(a) != lower(b)) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] utf8, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + lower(utf8[i]);
        }
        hash *= 0x9E3779B1;
        return hash ^ (hash >>> 15);
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b | 0x20 : b;
    }
}
