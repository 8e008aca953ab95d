// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients ping idle connections; grpc-java's own default takes that for abuse and closes them after three pings. */
class GrpcKeepAliveTest {

    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int PINGS = 6;

    @TempDir
    Path temp;

    @Test
    void permitsPingsOfClientsThatHaveNoStream() throws Exception {
        try (ZerobusServer server =
                        ZerobusServer.builder(temp).shutdownGrace(Duration.ZERO).start();
                Socket socket = new Socket("127.0.0.1", server.grpcUri().getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(frame(0, SETTINGS, 0));
            for (int ping = 0; ping < PINGS; ping++) {
                out.write(frame(Long.BYTES, PING, 0));
                awaitPong(in, ping);
                // the time between pings is what this is about
                TimeUnit.MILLISECONDS.sleep(1_100);
            }
        }
    }

    private static byte[] frame(int length, int type, int flags) {
        return ByteBuffer.allocate(9 + length)
                .put((byte) 0)
                .putShort((short) length)
                .put((byte) type)
                .put((byte) flags)
                .array();
    }

    private static void awaitPong(DataInputStream in, int ping) throws IOException {
        int type;
        int flags;
        do {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            type = in.readUnsignedByte();
            flags = in.readUnsignedByte();
            in.readInt();
            byte[] payload = in.readNBytes(length);
            assertThat(type)
                    .as("ping %d: %s", ping, new String(payload, StandardCharsets.US_ASCII))
                    .isNotEqualTo(GOAWAY);
        } while (type != PING || flags != ACK);
    }
}
