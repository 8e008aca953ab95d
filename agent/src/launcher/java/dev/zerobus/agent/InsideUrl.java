// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * Opens addresses inside the agent's jar with the file that is open already: the JDK's handler would keep one of its own.
 * Immutable. Not in {@link AgentClassLoader}, whose verification would load this before {@code main}.
 */
final class InsideUrl extends URLStreamHandler {

    private final AgentClassLoader loader;

    private InsideUrl(AgentClassLoader loader) {
        this.loader = loader;
    }

    static URL of(AgentClassLoader loader, URL jar, String resource) throws MalformedURLException {
        return new URL(null, "jar:" + jar + "!/" + AgentClassLoader.INSIDE + resource, new InsideUrl(loader));
    }

    @Override
    protected URLConnection openConnection(URL url) {
        return new Connection(url);
    }

    /** Reads one resource. */
    private final class Connection extends URLConnection {

        Connection(URL url) {
            super(url);
        }

        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() throws IOException {
            String file = url.getFile();
            byte[] bytes = loader.bytes(file.substring(file.indexOf("!/") + 2 + AgentClassLoader.INSIDE.length()));
            if (bytes == null) {
                throw new IOException(url + " is not there");
            }
            return new ByteArrayInputStream(bytes);
        }
    }
}
