// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The log's identity, in the file {@code id}: the UUID as text, a space, and its CRC32C in hex. A log without segments gets a
 * new identity, because positions begin again at 0 and must not be mistaken for those that tables already know. Stateless.
 */
final class LogId {

    private static final int UUID_CHARS = 36;

    private LogId() {}

    static UUID load(Path directory, List<Path> segments) throws IOException {
        Path file = directory.resolve("id");
        UUID id = null;
        if (!segments.isEmpty()) {
            id = read(file);
            if (id != null) {
                return id;
            }
            id = fromSegments(segments);
        }
        UUID chosen = id == null ? UUID.randomUUID() : id;
        write(file, chosen);
        return chosen;
    }

    private static @Nullable UUID read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1).trim();
            if (text.length() <= UUID_CHARS) {
                return null;
            }
            UUID id = UUID.fromString(text.substring(0, UUID_CHARS));
            return text.equals(text(id)) ? id : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable UUID fromSegments(List<Path> segments) {
        for (Path segment : segments) {
            try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
                ByteBuffer header = ByteBuffer.allocate(SegmentLayout.HEADER_BYTES);
                Window.fill(channel, header, 0);
                UUID id = SegmentLayout.id(header.flip());
                if (id != null) {
                    return id;
                }
            } catch (IOException e) {
                // another segment may know it
            }
        }
        return null;
    }

    private static void write(Path file, UUID id) throws IOException {
        Path temporary = file.resolveSibling("id.tmp");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap((text(id) + "\n").getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String text(UUID id) {
        byte[] text = id.toString().getBytes(StandardCharsets.ISO_8859_1);
        return id + " " + Integer.toHexString(FrameLayout.crc(text, text.length));
    }
}
