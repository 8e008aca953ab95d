// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class paths of applications in a process of their own: without the server, whose jar brings SLF4J and a provider along. */
final class ApplicationClassPath {

    private ApplicationClassPath() {}

    /** With the Logback that this module is compiled with. */
    static String usual() {
        return places().collect(Collectors.joining(File.pathSeparator));
    }

    /** With another Logback, and the SLF4J that goes with it. */
    static String with(String logbackVersion) throws IOException {
        Path jars = Path.of("target/matrix").resolve(logbackVersion);
        try (Stream<Path> files = Files.list(jars)) {
            List<String> theirs = files.map(Path::toString).toList();
            if (theirs.size() != 3) {
                throw new AssertionError(
                        "logback-classic, logback-core and slf4j-api are wanted in " + jars + ": " + theirs);
            }
            Stream<String> ours =
                    places().filter(place -> !place.matches(".*(logback-(classic|core)|slf4j-api)[^/]*\\.jar"));
            return Stream.concat(theirs.stream(), ours).collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static Stream<String> places() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place ->
                        !place.matches(".*(zerobus-server[^/]*\\.jar|server/target/classes|jul-to-slf4j[^/]*\\.jar)"));
    }
}
