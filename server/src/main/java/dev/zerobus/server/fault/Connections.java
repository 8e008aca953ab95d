// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

import java.net.SocketAddress;
import java.time.Duration;

/** The TCP connections of clients, by their remote address. Safe from any thread. */
public interface Connections {

    /** Knows no connection; for servers whose transport is somebody else's. */
    Connections NONE = new Connections() {
        @Override
        public void reset(SocketAddress client) {}

        @Override
        public Runnable freeze(SocketAddress client) {
            return () -> {};
        }

        @Override
        public void goAway(SocketAddress client, Duration grace) {}
    };

    /**
     * Resets a connection: RST, not FIN.
     *
     * @param client the remote address
     */
    void reset(SocketAddress client);

    /**
     * Stops reading from and writing to a connection, which stays open.
     *
     * @param client the remote address
     * @return makes it go on
     */
    Runnable freeze(SocketAddress client);

    /**
     * Sends GOAWAY, and closes the connection later.
     *
     * @param client the remote address
     * @param grace when it is closed
     */
    void goAway(SocketAddress client, Duration grace);
}
