// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import java.io.File;
import java.net.URI;
import java.security.CodeSource;

/** Finds the jar that the launcher was loaded from. Stateless; uses no file systems of NIO. */
final class OwnJar {

    private OwnJar() {}

    /** Why the agent can not use what it was started from; the message says it all. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    static File find() throws Unusable {
        String java = System.getProperty("java.specification.version", "");
        if (java.startsWith("1.")) {
            throw new Unusable("it needs Java 11 or later, and this is Java " + java);
        }
        CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
        String location = source == null || source.getLocation() == null
                ? "nowhere"
                : source.getLocation().toString();
        File file = file(location);
        if (file == null || !file.isFile()) {
            throw new Unusable("it was loaded from " + location
                    + ", which is no jar file of its own; name zerobus-agent.jar itself in -javaagent");
        }
        return file;
    }

    private static File file(String location) {
        try {
            return location.startsWith("file:") ? new File(new URI(location)) : null;
        } catch (Exception unusual) {
            // a character that is not escaped, or a UNC path: what follows the scheme is the path
            return new File(location.substring("file:".length()));
        }
    }
}
