// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WideSocketTest {

    private static final int PIECE = 8 << 10;

    @Test
    void whatIsFlushedArrivesWholeAndInOrder() throws Exception {
        byte[] sent = new byte[WideSocket.PIECE_BYTES + 3 * PIECE / 2];
        new Random(1).nextBytes(sent);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WideSocket socket = new WideSocket()) {
            socket.connect(server.getLocalSocketAddress());
            try (Socket peer = server.accept()) {
                OutputStream out = socket.getOutputStream();
                for (int at = 0; at < sent.length; at += PIECE) {
                    out.write(sent, at, Math.min(PIECE, sent.length - at));
                }
                out.flush();
                assertThat(peer.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            }
        }
    }

    @Test
    void whatFillsNoPieceGoesWithTheFlushAndNotBefore() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WideSocket socket = new WideSocket()) {
            socket.connect(server.getLocalSocketAddress());
            try (Socket peer = server.accept()) {
                peer.setOOBInline(true);
                socket.getOutputStream().write(new byte[] {1, 2});
                // goes past the stream, and not past what the system has already
                socket.sendUrgentData(9);
                InputStream in = peer.getInputStream();
                assertThat(in.read()).as("nothing of the piece came before").isEqualTo(9);
                socket.getOutputStream().flush();
                assertThat(in.readNBytes(2)).isEqualTo(new byte[] {1, 2});
            }
        }
    }

    @Test
    void theStreamIsOneAndASocketThatIsNotOpenHasNone() throws Exception {
        WideSocket socket = new WideSocket();
        assertThatThrownBy(socket::getOutputStream).isInstanceOf(SocketException.class);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket.connect(server.getLocalSocketAddress());
            assertThat(socket.getOutputStream()).isSameAs(socket.getOutputStream());
        }
        socket.close();
        assertThatThrownBy(socket::getOutputStream).isInstanceOf(SocketException.class);
    }
}
