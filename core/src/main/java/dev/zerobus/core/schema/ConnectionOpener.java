// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.schema;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/** Opens connections, so that a proxy can be put in between. Safe from any thread. */
@FunctionalInterface
public interface ConnectionOpener {

    /** Connects as the JVM does by itself. */
    ConnectionOpener DIRECT = url -> (HttpURLConnection) url.openConnection();

    /**
     * Opens a connection without sending anything yet.
     *
     * @param url where to
     * @return the connection
     * @throws IOException if it can not be opened
     */
    HttpURLConnection open(URL url) throws IOException;
}
