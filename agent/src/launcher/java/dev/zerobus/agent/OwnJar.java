// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.CodeSource;
import java.util.Collections;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Finds the jar that the launcher was loaded from. Stateless; uses no file systems of NIO. */
final class OwnJar {

    private static final String PACKAGE = "dev/zerobus/agent/";

    private OwnJar() {}

    /** Why the agent can not use what it was started from; the message says it all. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    static File find() throws Unusable {
        checkJava(System.getProperty("java.specification.version", ""));
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

    /** Up to Java 8 the version begins with {@code 1.}, and the classes inside would not load on 9 and 10 either. */
    static void checkJava(String version) throws Unusable {
        if (version.startsWith("1.") || version.equals("9") || version.equals("10")) {
            throw new Unusable("it needs Java 11 or later, and this is Java " + version);
        }
    }

    private static File file(String location) {
        try {
            return location.startsWith("file:") ? new File(new URI(location)) : null;
        } catch (Exception unusual) {
            // a character that is not escaped, or a UNC path: what follows the scheme is the path
            return new File(location.substring("file:".length()));
        }
    }

    /**
     * Refuses a jar that is not the agent's as it was published: with what others packed into it, classes of the application
     * would be loaded from two places, and files of services would be other people's.
     */
    static void check(ZipFile zip) throws Unusable {
        if (zip.getEntry(StartBundle.NAME) == null
                || zip.getEntry("inst/agent.data") == null
                || zip.getEntry("inst/libraries.data") == null) {
            throw new Unusable(zip.getName() + " lacks its content; replace it by the jar as it was published");
        }
        if (zip.size() != declaredEntries(zip) && hasForeignClasses(zip)) {
            throw new Unusable(zip.getName() + " has classes of others in it (an uber-jar?);"
                    + " leave zerobus-agent out of it, and name the agent's own jar in -javaagent");
        }
    }

    /** Returns -1 if it is not said. */
    private static int declaredEntries(ZipFile zip) {
        ZipEntry manifest = zip.getEntry("META-INF/MANIFEST.MF");
        if (manifest == null) {
            return -1;
        }
        try (InputStream in = zip.getInputStream(manifest)) {
            String declared = new Manifest(in).getMainAttributes().getValue("Zerobus-Agent-Entries");
            return declared == null ? -1 : Integer.parseInt(declared);
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }

    /** A jar that was signed has more entries too, but they are no classes. */
    private static boolean hasForeignClasses(ZipFile zip) {
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            boolean ours = name.startsWith(PACKAGE) && name.indexOf('/', PACKAGE.length()) < 0;
            if (name.endsWith(".class") && !ours) {
                return true;
            }
        }
        return false;
    }
}
