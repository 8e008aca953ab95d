// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.war.host;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Loads one application from {@code WEB-INF/classes} and {@code WEB-INF/lib}, and shares nothing but the JDK with others. */
final class WarLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private WarLoader(String name, URL[] places) {
        super(name, places, ClassLoader.getPlatformClassLoader());
    }

    static WarLoader of(Path war) throws IOException {
        List<URL> places = new ArrayList<>();
        places.add(war.resolve("WEB-INF/classes").toUri().toURL());
        try (Stream<Path> jars = Files.list(war.resolve("WEB-INF/lib"))) {
            for (Path jar : jars.sorted().toList()) {
                places.add(jar.toUri().toURL());
            }
        }
        return new WarLoader(war.getFileName() + " " + System.nanoTime(), places.toArray(URL[]::new));
    }
}
