// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A lane's name and its table, as they stand in the lane's directory: text, twice, each time with a checksum, so that no bit
 * that turns and no cut in one of them sends events to another table. Immutable.
 *
 * <pre>
 *   orders
 *   main.shop.orders
 *   crc32c 1a2b3c4d      of the two lines above, with their ends
 *                        an empty line, and all of it once more
 * </pre>
 *
 * <p>Two lines alone count as well: what somebody writes by hand who knows where the events of a damaged one belong.
 */
final class LaneNames {

    static final String FILE = "lane";

    private static final int MOST_BYTES = 16 << 10;

    final String lane;

    /** The table's full name; empty if it is not known any more. */
    final String table;

    private LaneNames(String lane, String table) {
        this.lane = lane;
        this.table = table;
    }

    static byte[] bytes(String lane, String table) {
        String once = lane + '\n' + table + '\n' + checksum(lane, table) + '\n';
        return (once + '\n' + once).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What a lane's directory says; where its file does not, the lane is the directory's own name, and the table is not known.
     * Fails with {@link java.nio.file.NotDirectoryException} if it is none.
     */
    static LaneNames read(SpillFiles files, Path directory) throws IOException {
        byte[] bytes = new byte[MOST_BYTES];
        LaneNames names = null;
        try (SpillFile file = files.openToRead(directory.resolve(FILE))) {
            names = parse(Arrays.copyOf(bytes, file.read(bytes, 0, bytes.length, 0)));
        } catch (NoSuchFileException e) {
            // somebody has deleted it
        } catch (IOException e) {
            files.list(directory); // fails if this is no directory, which is for ever; the rest may be readable later
            throw e;
        }
        return names == null ? new LaneNames(laneOf(String.valueOf(directory.getFileName())), "") : names;
    }

    private static @Nullable LaneNames parse(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i + 2 < lines.length; i++) {
            if (lines[i + 2].equals(checksum(lines[i], lines[i + 1]))) {
                return new LaneNames(lines[i], lines[i + 1]);
            }
        }
        // with both line ends, or it may be one that was cut in the table's name
        boolean byHand = lines.length == 3 && lines[2].isEmpty();
        return byHand ? new LaneNames(lines[0].strip(), lines[1].strip()) : null;
    }

    private static String checksum(String lane, String table) {
        byte[] text = (lane + '\n' + table + '\n').getBytes(StandardCharsets.UTF_8);
        return String.format(Locale.ROOT, "crc32c %08x", FrameLayout.crc(text, 0, text.length));
    }

    /** Letters, digits, dash and underscore stay; everything else as {@code %XXXX}. */
    static String directoryName(String lane) {
        StringBuilder name = new StringBuilder(LaneDirectory.PREFIX);
        for (int i = 0; i < lane.length(); i++) {
            char c = lane.charAt(i);
            boolean plain =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (plain) {
                name.append(c);
            } else {
                name.append('%').append(Integer.toHexString(0x10000 | c).substring(1));
            }
        }
        return name.toString();
    }

    /** The lane whose directory has this name. */
    static String laneOf(String directoryName) {
        StringBuilder lane = new StringBuilder();
        for (int i = LaneDirectory.PREFIX.length(); i < directoryName.length(); i++) {
            char c = directoryName.charAt(i);
            if (c == '%' && i + 4 < directoryName.length()) {
                try {
                    c = (char) Integer.parseInt(directoryName.substring(i + 1, i + 5), 16);
                    i += 4;
                } catch (NumberFormatException e) {
                    // a sign that somebody else has put there
                }
            }
            lane.append(c);
        }
        return lane.toString();
    }
}
