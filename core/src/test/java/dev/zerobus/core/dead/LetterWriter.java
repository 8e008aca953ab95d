// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import dev.zerobus.core.lane.SetAside;
import java.nio.file.Path;

/** A process that sets events aside as fast as it can, and says each one's number when its room would be given back. */
final class LetterWriter {

    private LetterWriter() {}

    /** Arguments: the directory, what all files may have, the first number, how many. */
    public static void main(String[] arguments) {
        Letters letters = new Letters(Path.of(arguments[0]));
        long first = Long.parseLong(arguments[2]);
        long count = Long.parseLong(arguments[3]);
        SetAside lane = letters.keeper(Long.parseLong(arguments[1])).forLane("orders", Letters.TABLE);
        for (long seq = first; seq < first + count; seq++) {
            long unwritten = letters.unwritten();
            lane.setAside(Letters.Aside.rejected(seq, Letters.event(seq, 200)));
            System.out.println((letters.unwritten() == unwritten ? "kept " : "lost ") + seq);
        }
        letters.said.forEach(line -> System.out.println("said " + line));
        System.out.flush();
        // without a close: the process just ends
        Runtime.getRuntime().halt(0);
    }
}
